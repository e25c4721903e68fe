package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Heartbeats of this house, and OpenClaw's own command line with them. */
@Tag("clients")
class OpenclawHeartbeatIT extends OneHouse {
    private Openclaw openclaw;

    @BeforeAll
    void install() {
        openclaw = Openclaw.beside(gateway);
    }

    @AfterAll
    void remove() {
        openclaw.close();
    }

    private JsonNode told(String what) {
        return wire.await(what, frame -> frame.path("event").asText().equals("heartbeat") && frame.path("payload").toString().contains(what)).path("payload");
    }

    @Test
    void an_event_for_now_wakes_the_agent_and_what_it_says_is_the_last_heartbeat() throws Exception {
        openclaw.says("system", "event", "--text", "echo the post is here", "--mode", "now");
        JsonNode told = told("the post is here");
        assertThat(told.path("status").asText()).isEqualTo("skipped");
        assertThat(told.path("reason").asText()).isEqualTo("no-target");
        assertThat(openclaw.says("system", "heartbeat", "last")).contains("the post is here");
    }

    @Test
    void heartbeats_are_stopped_and_begun_again() {
        openclaw.says("system", "heartbeat", "disable");
        assertThat(wire.call("status", "{}").path("heartbeat").path("on").asBoolean()).isFalse();
        wire.call("set-heartbeats", "{\"enabled\":true}");
        assertThat(wire.call("status", "{}").path("heartbeat").path("on").asBoolean()).isTrue();
    }

    @Test
    void a_heart_beats_by_the_list_as_soon_as_the_configuration_says_so_and_says_nothing_when_there_is_nothing() throws IOException {
        Files.createDirectories(gateway.home().resolve("agents/main/workspace"));
        Files.writeString(gateway.home().resolve("agents/main/workspace/HEARTBEAT.md"), "- echo HEARTBEAT_OK\n");
        configure("{every:'1s'}");
        assertThat(told("ok-token").path("agentId").asText()).isEqualTo("main");
        wire.call("set-heartbeats", "{\"enabled\":false}");
        // Another one may just have begun, and leaves nothing when it has ended.
        Until.holds("nothing is left of it", () -> !wire.call("chat.history", "{\"sessionKey\":\"main\"}").path("messages").toString().contains("HEARTBEAT"));
        Files.writeString(gateway.home().resolve("agents/main/workspace/HEARTBEAT.md"), "- tool heartbeat_respond {\"notify\":true,\"notificationText\":\"The ficus is dry.\"}\n");
        wire.call("set-heartbeats", "{\"enabled\":true}");
        assertThat(told("The ficus is dry.").path("reason").asText()).isEqualTo("no-target");
        assertThat(wire.call("chat.history", "{\"sessionKey\":\"main\"}").path("messages").toString()).contains("\"text\":\"The ficus is dry.\"");
        rest();
    }

    /** None of its heartbeats is left when another test looks for its own. */
    private void rest() {
        wire.call("set-heartbeats", "{\"enabled\":false}");
        configure("null");
        Until.holds("none goes on", () -> !wire.call("chat.history", "{\"sessionKey\":\"main\"}").at("/sessionInfo/hasActiveRun").asBoolean());
        wire.call("set-heartbeats", "{\"enabled\":true}");
    }

    /** @param heartbeat of all agents; null for the usual */
    private void configure(String heartbeat) {
        JsonNode config = wire.call("config.get", "{}");
        wire.call("config.patch", "{\"baseHash\":\"" + config.path("hash").asText() + "\",\"raw\":\"{agents:{defaults:{heartbeat:" + heartbeat + "}}}\"}");
    }
}
