package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Heap;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Samples;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.itests.sample.LetterBox;
import dev.chela.itests.sample.Letters;
import dev.chela.itests.sample.Parrot;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models and channels come, change and go while the gateway runs, as tools do in {@link HotPlugIT}. */
class SwapIT {
    @TempDir private Path box;
    private Letters letters;
    private FakeModel model;
    private Gateway gateway;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        letters = new Letters(box);
        model = FakeModel.start();
        gateway = Gateway.start(Gateway.settings(model.v1()).replace("tools: {",
                "channels: { " + letters.settings("alice") + " },\n  tools: {"), Jdk.ofTheBuild());
        wire = gateway.connect();
    }

    @AfterEach
    void close() {
        wire.close();
        gateway.close();
        model.close();
    }

    @Test
    void a_model_comes_changes_and_goes_during_one_conversation() throws IOException {
        assertThat(wire.converse("main", "echo before", "before")).isEqualTo("before");
        gateway.drop("parrot.jar", Samples.PARROT.jar("1.0.0"));
        Until.holds("the parrot is offered", () -> offered().contains("polly"));
        wire.call("sessions.patch", "{\"key\":\"main\",\"model\":\"parrot/polly\"}");
        assertThat(wire.converse("main", "hello", "first")).isEqualTo("Polly 1.0.0");

        gateway.drop("parrot.jar", Samples.PARROT.jar("2.0.0"));
        String said = "Polly 1.0.0";
        for (int turn = 1; said.equals("Polly 1.0.0"); turn++) {
            said = wire.converse("main", "hello again", "again-" + turn);
        }
        assertThat(said).isEqualTo("Polly 2.0.0");
        assertThat(Heap.holds(gateway, Parrot.class.getName())).isTrue();

        Files.delete(gateway.home().resolve("deploy/parrot.jar"));
        Until.holds("the parrot is gone", () -> !offered().contains("polly"));
        wire.call("sessions.patch", "{\"key\":\"main\",\"model\":\"fake/fake-1\"}");
        assertThat(wire.converse("main", "echo after", "after")).isEqualTo("after");
        Heap.awaitGone(gateway, Parrot.class.getName());
        assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
    }

    private String offered() {
        return wire.call("models.list", "{}").toString();
    }

    @Test
    void a_channel_comes_changes_and_goes_and_every_letter_is_answered_once() throws IOException {
        letters.write("echo letter 1");
        gateway.drop("letterbox.jar", Samples.LETTER_BOX.jar("1.0.0"));
        assertThat(answer(1)).isEqualTo("1.0.0: letter 1");

        letters.write("echo letter 2");
        gateway.drop("letterbox.jar", Samples.LETTER_BOX.jar("2.0.0"));
        int last = 2;
        while (answer(last).startsWith("1.0.0")) {
            letters.write("echo letter " + ++last);
        }
        assertThat(Heap.holds(gateway, LetterBox.class.getName())).isTrue();
        Files.delete(gateway.home().resolve("deploy/letterbox.jar"));
        Until.holds("the channel is gone", () -> !wire.call("channels.status", "{}").toString().contains("Letter box"));
        letters.write("echo letter " + ++last);
        Heap.awaitGone(gateway, LetterBox.class.getName());

        gateway.drop("letterbox.jar", Samples.LETTER_BOX.jar("3.0.0"));
        assertThat(answer(last)).isEqualTo("3.0.0: letter " + last);
        assertThat(letters.answers()).hasSize(last);
        assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
    }

    /** Letters are answered in order, so the n-th answer is the n-th letter's. */
    private String answer(int letter) {
        Until.holds("an answer to letter " + letter, () -> letters.answers().size() >= letter);
        assertThat(letters.answers()).hasSize(letter);
        assertThat(letters.answers().get(letter - 1)).endsWith(": letter " + letter);
        return letters.answers().get(letter - 1);
    }
}
