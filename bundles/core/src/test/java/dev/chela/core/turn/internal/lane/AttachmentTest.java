package dev.chela.core.turn.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.turn.internal.HeldClock;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.LoopbackEvent;
import dev.chela.testkit.channel.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What messages over a channel bring along. */
class AttachmentTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback",
                Map.of("allowFrom", List.of("alice"), "dmPolicy", "allowlist", "mediaGroupFlushMs", HeldClock.HELD.toMillis())));
        wire.hold("cat.png", picture("a cat"));
        wire.hold("dog.png", picture("a dog"));
    }

    @AfterEach
    void close() {
        talk.close();
    }

    /** What begins as a PNG file does. */
    private static byte[] picture(String of) {
        return ("\u0089PNG\r\n\u001a\n" + of).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String shown(byte[] picture) {
        return "\"data\":\"" + Base64.getEncoder().encodeToString(picture) + "\"";
    }

    private PacedModel.Asked answered(String answer) throws InterruptedException {
        PacedModel.Asked asked = talk.model.next();
        asked.answer(answer);
        talk.house.until("answered", () -> wire.texts().contains(answer) && talk.house.intake.open().isEmpty());
        return asked;
    }

    private String told() throws IOException {
        return Files.readString(talk.house.home.root().resolve(talk.house.sessions.list().get(0).file()));
    }

    @Test
    void are_shown_to_the_model_pictures_as_pictures_and_text_as_text() throws Exception {
        wire.hold("notes.md", "# Größe".getBytes(StandardCharsets.UTF_8));
        wire.send(LoopbackEvent.of("e1", "alice").attaching("image/jpeg", "cat.png").attaching("text/markdown", "notes.md").says("look"));
        assertThat(answered("seen").heard()).first().asString().contains("look").contains("[Attached file: notes.md]", "# Größe");
        assertThat(told()).contains(shown(picture("a cat")), "\"mimeType\":\"image/png\"").doesNotContain("cannot be opened");
    }

    @Test
    void are_told_by_name_when_they_cannot_be_opened() throws Exception {
        wire.hold("fake.png", "no picture at all".getBytes(StandardCharsets.UTF_8));
        wire.hold("large.txt", new byte[256 * 1024 + 1]);
        wire.send(LoopbackEvent.of("e1", "alice").attaching("audio/ogg", "voice.ogg").attaching("image/png", "fake.png")
                .attaching("image/png", "gone.png").attaching("text/plain", "large.txt").says(""));
        String heard = answered("not seen").heard().get(0);
        assertThat(heard).contains("cannot be opened here: voice.ogg, audio/ogg", "cannot be opened here: fake.png", "cannot be opened here: gone.png",
                "cannot be opened here: large.txt");
        assertThat(wire.fetched()).containsExactly("fake.png", "gone.png", "large.txt");
    }

    @Test
    void are_asked_for_again_when_the_platform_puts_it_off() throws Exception {
        wire.putOffFiles(3);
        wire.send(LoopbackEvent.of("e1", "alice").attaching("image/png", "cat.png").says("look"));
        answered("seen");
        assertThat(told()).contains(shown(picture("a cat")));
        assertThat(wire.fetched()).hasSize(4);
    }

    @Test
    void of_strangers_are_not_fetched() throws Exception {
        wire.send(LoopbackEvent.of("e1", "mallory").attaching("image/png", "cat.png").says("look"));
        wire.send(LoopbackChannel.said("e2", "alice", "hello"));
        answered("hi");
        assertThat(wire.fetched()).isEmpty();
    }

    @Test
    void of_an_album_are_one_message_and_what_follows_stays_behind_it() throws Exception {
        wire.send(LoopbackEvent.of("e1", "alice").attaching("image/png", "cat.png").album("a1").says("both"));
        wire.send(LoopbackEvent.of("e2", "alice").attaching("image/png", "dog.png").album("a1").says(""));
        talk.house.clock.awaitSet(2);
        assertThat(wire.fetched()).isEmpty();
        wire.send(LoopbackChannel.said("e3", "alice", "what are they?"));
        PacedModel.Asked asked = talk.model.next();
        if (asked.heard().size() == 1) { // What followed came when the model had been asked about the album.
            asked.answer("one moment");
            asked = talk.model.next();
        }
        asked.answer("a cat and a dog");
        talk.house.until("answered", () -> wire.texts().contains("a cat and a dog") && talk.house.intake.open().isEmpty());
        assertThat(asked.heard()).containsExactly("both[IMAGE][IMAGE]", "what are they?");
        assertThat(told()).containsSubsequence("both", shown(picture("a cat")), shown(picture("a dog")), "what are they?");
        assertThat(wire.fetched()).containsExactly("cat.png", "dog.png");
    }

    @Test
    void of_an_album_wait_for_no_more_than_their_rest() throws Exception {
        wire.send(LoopbackEvent.of("e1", "alice").attaching("image/png", "cat.png").album("a1").says("first"));
        wire.send(LoopbackEvent.of("e2", "alice").attaching("image/png", "dog.png").album("a2").says("second"));
        PacedModel.Asked asked = talk.model.next();
        asked.answer("the first");
        talk.house.until("the first is answered", () -> wire.texts().contains("the first"));
        assertThat(asked.heard()).containsExactly("first[IMAGE]");
        talk.house.clock.awaitSet(2);
        talk.house.clock.ring();
        answered("the second");
        assertThat(told()).containsSubsequence("first", "the first", "second", "the second");
    }
}
