package dev.chela.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How it ends, and what remains. */
class StopIT extends OneHouse {
    private final String sleep = "sleep 86400." + System.nanoTime() % 1_000_000;

    @Test
    void says_goodbye_and_leaves_nothing_running() {
        String run = sleeping();
        gateway.stop();
        assertThat(wire.event("shutdown").path("payload").path("reason").asText()).isNotEmpty();
        assertThat(wire.closed()).isEqualTo("1012 service restart");
        assertThat(Children.count(sleep)).isZero();
        gateway.start();
        marksTheCallUnknown(run);
    }

    @Test
    void a_start_after_a_kill_sweeps_up_what_the_killed_one_had_started() {
        String run = sleeping();
        gateway.kill();
        gateway.start();
        Until.holds("no sleeping child", () -> Children.count(sleep) == 0);
        marksTheCallUnknown(run);
    }

    /** @return a run whose command sleeps */
    private String sleeping() {
        String run = fresh("run");
        wire.chat(session, "tool exec {\"command\":\"" + sleep + " & " + sleep + "\"}", run);
        Until.holds("two sleeping children", () -> Children.count(sleep) >= 2);
        return run;
    }

    private void marksTheCallUnknown(String run) {
        try (Wire again = gateway.connect()) {
            JsonNode end = again.call("agent.wait", "{\"runId\":\"" + run + "\",\"timeoutMs\":15000}");
            assertThat(end.path("status").asText()).isEqualTo("ok");
            assertThat(again.call("chat.history", "{\"sessionKey\":\"" + session + "\"}").path("messages").findValuesAsText("role"))
                    .containsExactly("user", "assistant", "toolResult", "assistant");
            assertThat(Wire.text(Transcript.read(gateway.home(), session).of(run, "toolResult").get(0))).contains("outcome is unknown");
        }
    }

    @Test
    void an_answer_that_was_being_written_is_written_after_the_restart() {
        String run = fresh("run");
        wire.chat(session, "count 60 [delay=50]", run);
        wire.delta(run);
        gateway.stop();
        gateway.start();
        try (Wire again = gateway.connect()) {
            assertThat(Wire.text(again.end(run).path("message"))).endsWith("59 60");
        }
        Transcript transcript = Transcript.read(gateway.home(), session);
        assertThat(transcript.of(run, "user")).hasSize(1);
        assertThat(transcript.of(run, "assistant")).hasSize(1);
    }

    @Test
    void everything_said_is_there_after_a_restart() {
        wire.converse(session, "echo remember me", fresh("run"));
        wire.call("sessions.patch", "{\"key\":\"" + session + "\",\"label\":\"Kept\"}");
        gateway.stop();
        gateway.start();
        try (Wire again = gateway.connect()) {
            JsonNode history = again.call("chat.history", "{\"sessionKey\":\"" + session + "\"}");
            assertThat(Wire.text(history.path("messages").get(1))).isEqualTo("remember me");
            assertThat(history.path("sessionInfo").path("label").asText()).isEqualTo("Kept");
            again.converse(session, "echo and this", fresh("run"));
            assertThat(model.last().body().path("messages").toString()).contains("remember me");
        }
    }

    @Test
    void karafs_data_may_be_deleted() throws IOException {
        wire.converse(session, "echo kept", fresh("run"));
        gateway.stop();
        Homes.delete(gateway.home().resolve("karaf"));
        gateway.start();
        try (Wire again = gateway.connect()) {
            assertThat(again.call("chat.history", "{\"sessionKey\":\"" + session + "\"}").toString()).contains("kept");
        }
    }

    @Test
    void a_second_gateway_on_the_same_home_is_turned_away() throws Exception {
        Process second = gateway.launcher("gateway", "run").redirectErrorStream(true).start();
        String words = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(78);
        assertThat(words).contains("another gateway", gateway.home().toString());
        assertThat(wire.call("health", "{}").path("ok").asBoolean()).isTrue();
    }

    @Test
    void files_are_for_their_owner_alone() throws IOException {
        wire.converse(session, "echo secret", fresh("run"));
        try (var files = Files.walk(gateway.home())) {
            assertThat(files.filter(file -> !file.startsWith(gateway.home().resolve("karaf"))).filter(Files::isRegularFile)
                            .filter(file -> !file.getFileName().toString().equals("chela.json5")))
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file)).as(file.toString())
                            .isSubsetOf(java.nio.file.attribute.PosixFilePermissions.fromString("rwx------")));
        }
    }
}
