package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.telegram.FakeTelegram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** OpenClaw's own {@code openclaw message}, which leaves to the gateway what is done over Telegram. */
@Tag("clients")
class OpenclawMessageIT extends OneHouse {
    private static final String OWNER = "1001";

    private final FakeTelegram telegram = FakeTelegram.start();
    private Openclaw openclaw;

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: { telegram: { botToken: "%s", apiRoot: "%s", allowFrom: ["%s"] } },
                tools: {""".formatted(FakeTelegram.TOKEN, telegram.root(), OWNER));
    }

    @BeforeAll
    void install() {
        openclaw = Openclaw.withTelegram(gateway, FakeTelegram.TOKEN);
    }

    @AfterAll
    void remove() {
        openclaw.close();
        telegram.close();
    }

    private JsonNode message(String action, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("message", action, "--channel", "telegram", "--target", OWNER, "--json"));
        words.addAll(List.of(more));
        String said = openclaw.says(words.toArray(String[]::new));
        return Wire.JSON.readTree(said.substring(said.indexOf("{\n"))).path("payload");
    }

    private JsonNode said(String... more) throws Exception {
        JsonNode done = message(more[0], Arrays.copyOfRange(more, 1, more.length));
        assertThat(done.path("ok").asBoolean()).as("%s: %s", more[0], done).isTrue();
        return done;
    }

    @Test
    void message_send_react_edit_delete_and_poll_do_it_on_telegram() throws Exception {
        String id = said("send", "--message", "hello **there**").path("messageId").asText();
        assertThat(telegram.room().texts(OWNER)).last().isEqualTo("hello there");
        said("react", "--message-id", id, "--emoji", "👍");
        said("edit", "--message-id", id, "--message", "better");
        assertThat(telegram.room().texts(OWNER)).last().isEqualTo("better");
        said("poll", "--poll-question", "When?", "--poll-option", "now", "--poll-option", "later", "--poll-multi");
        assertThat(telegram.room().seen()).last().satisfies(poll -> {
            assertThat(poll.method()).isEqualTo("sendPoll");
            assertThat(poll.text()).isEqualTo("When?");
            assertThat(poll.call().path("options")).hasSize(2);
            assertThat(poll.call().path("allows_multiple_answers").asBoolean()).isTrue();
        });
        said("delete", "--message-id", id);
        assertThat(telegram.room().texts(OWNER)).contains("When?").doesNotContain("better");
    }

    @Test
    void message_send_takes_a_file_along() throws Exception {
        Path file = Files.writeString(Files.createDirectories(gateway.home().resolve("agents/main/workspace")).resolve("notes.txt"), "eggs");
        int before = telegram.room().seen().size();
        said("send", "--message", "look", "--media", file.toString());
        assertThat(telegram.room().seen()).hasSize(before + 1).last().satisfies(seen -> {
            assertThat(seen.method()).isEqualTo("sendDocument");
            assertThat(seen.text()).isEqualTo("look");
            assertThat(seen.file()).hasValueSatisfying(upload -> assertThat(upload.content()).isEqualTo("eggs"));
        });
    }
}
