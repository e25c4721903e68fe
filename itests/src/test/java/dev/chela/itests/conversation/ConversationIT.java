package dev.chela.itests.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Children;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns, as a client sees them. */
class ConversationIT extends OneHouse {
    @Test
    void streams_an_answer_whose_words_add_up() {
        String run = fresh("run");
        assertThat(wire.converse(session, "count 30 [delay=5]", run)).startsWith("1 2 3").endsWith("29 30");
        List<JsonNode> deltas = wire.chats(run, "delta");
        assertThat(deltas).hasSizeGreaterThan(3);
        StringBuilder words = new StringBuilder();
        for (JsonNode delta : deltas) {
            words.append(delta.path("deltaText").asText());
            assertThat(Wire.text(delta.path("message"))).isEqualTo(words.toString());
        }
        assertThat(words.toString()).isEqualTo(Wire.text(wire.end(run).path("message")));
    }

    @Test
    void numbers_the_events_of_a_run_and_of_a_connection_without_a_gap() {
        String run = fresh("run");
        wire.converse(session, "count 5", run);
        List<Long> ofTheRun = wire.seen(f -> f.path("event").asText().equals("agent") && f.path("payload").path("runId").asText().equals(run))
                .stream().map(f -> f.path("payload").path("seq").asLong()).toList();
        assertThat(ofTheRun).isNotEmpty().isSorted().doesNotHaveDuplicates();
        List<Long> ofTheConnection = wire.seen(f -> f.has("seq")).stream().map(f -> f.path("seq").asLong()).toList();
        assertThat(ofTheConnection.get(0)).isEqualTo(1);
        assertThat(ofTheConnection).hasSize((int) (long) ofTheConnection.get(ofTheConnection.size() - 1)).isSorted();
    }

    @Test
    void runs_a_command_and_shows_call_and_result_to_everyone() {
        String run = fresh("run");
        assertThat(wire.converse(session, "tool exec {\"command\":\"echo from-a-shell; echo and-back >&2\"}", run))
                .contains("from-a-shell", "and-back");
        List<String> phases = wire.seen(f -> f.path("payload").path("runId").asText().equals(run)
                        && f.path("payload").path("stream").asText().equals("tool"))
                .stream().map(f -> f.path("payload").path("data").path("phase").asText()).toList();
        assertThat(phases).startsWith("start").endsWith("result");
        assertThat(history().findValuesAsText("role")).containsExactly("user", "assistant", "toolResult", "assistant");
    }

    @Test
    void reads_a_file_of_the_workspace() throws IOException {
        Files.writeString(gateway.home().resolve("agents/main/workspace/poem.txt"), "the sea, the sea\n");
        assertThat(wire.converse(session, "tool read {\"path\":\"poem.txt\"}", fresh("run"))).contains("the sea, the sea");
    }

    @Test
    void tells_the_model_what_is_wrong_with_its_arguments() {
        assertThat(wire.converse(session, "tool read {\"pfad\":\"poem.txt\"}", fresh("run"))).contains("path");
        assertThat(wire.converse(session, "tool no_such_tool {}", fresh("run"))).contains("no_such_tool");
    }

    @Test
    void is_aborted_before_the_first_word() {
        String run = fresh("run");
        int before = model.aborted();
        wire.chat(session, "echo late [first=20000]", run);
        model.awaitRequests(1);
        JsonNode aborted = wire.call("chat.abort", "{\"sessionKey\":\"" + session + "\",\"runId\":\"" + run + "\"}");
        assertThat(aborted.path("aborted").asBoolean()).isTrue();
        assertThat(wire.end(run).path("state").asText()).isEqualTo("aborted");
        model.awaitAborted(before + 1);
        assertThat(wire.converse(session, "echo still here", fresh("run"))).isEqualTo("still here");
    }

    @Test
    void is_aborted_in_mid_stream_and_keeps_what_was_said() {
        String run = fresh("run");
        int before = model.aborted();
        wire.chat(session, "count 500 [delay=20]", run);
        wire.delta(run);
        assertThat(wire.call("chat.abort", "{\"sessionKey\":\"" + session + "\"}").path("runIds").toString()).contains(run);
        assertThat(wire.end(run).path("state").asText()).isEqualTo("aborted");
        model.awaitAborted(before + 1);
        JsonNode last = history().get(1);
        assertThat(Wire.text(last)).startsWith("1").doesNotContain("499");
        assertThat(wire.converse(session, "echo next", fresh("run"))).isEqualTo("next");
    }

    @Test
    void is_aborted_while_a_command_runs_which_ends_with_it() {
        String run = fresh("run");
        String seconds = "97531." + System.nanoTime() % 100_000;
        wire.chat(session, "tool exec {\"command\":\"sleep " + seconds + " & sleep " + seconds + "\"}", run);
        Until.holds("two sleeping children", () -> Children.count("sleep " + seconds) >= 2);
        wire.call("chat.abort", "{\"sessionKey\":\"" + session + "\"}");
        assertThat(wire.end(run).path("state").asText()).isEqualTo("aborted");
        Until.holds("no sleeping child", () -> Children.count("sleep " + seconds) == 0);
    }

    @Test
    void a_message_steers_the_running_turn_and_each_gets_one_end() {
        String run = fresh("run");
        String steering = fresh("run");
        int held = model.held();
        wire.chat(session, "count 15 [hold=5]", run);
        wire.delta(run);
        model.awaitHeld(held + 1);
        wire.chat(session, "echo I was steered", steering);
        model.release();
        assertThat(Wire.text(wire.end(run).path("message"))).isEqualTo("I was steered");
        wire.end(steering);
        assertThat(model.last().body().path("messages").toString()).contains("count 15", "echo I was steered");
        wire.converse(session, "echo afterwards", fresh("run"));
        for (String each : List.of(run, steering)) {
            assertThat(wire.chats(each, "final")).hasSize(1);
            assertThat(wire.chats(each, "error")).isEmpty();
            assertThat(wire.chats(each, "aborted")).isEmpty();
        }
        assertThat(history().findValuesAsText("role")).containsExactly("user", "assistant", "user", "assistant", "user", "assistant");
    }

    @Test
    void sessions_run_beside_each_other() {
        List<String> runs = List.of(fresh("run"), fresh("run"), fresh("run"), fresh("run"));
        runs.forEach(run -> wire.chat(session + "-" + run, "count 10000 [delay=20]", run));
        runs.forEach(wire::delta);
        abort(runs.get(0));
        assertThat(runs.subList(1, 4)).allSatisfy(run -> assertThat(wire.chats(run, "final")).isEmpty());
        runs.subList(1, 4).forEach(this::abort);
    }

    private void abort(String run) {
        wire.call("chat.abort", "{\"sessionKey\":\"%s-%s\",\"runId\":\"%s\"}".formatted(session, run, run));
        assertThat(wire.end(run).path("state").asText()).isEqualTo("aborted");
    }

    @Test
    void the_same_key_twice_is_one_message() {
        String run = fresh("run");
        int held = model.held();
        String params = "{\"sessionKey\":\"%s\",\"message\":\"echo only once [hold=1]\",\"idempotencyKey\":\"%s\"}".formatted(session, run);
        assertThat(wire.call("chat.send", params).path("status").asText()).isEqualTo("started");
        model.awaitHeld(held + 1);
        assertThat(wire.call("chat.send", params).path("status").asText()).isEqualTo("in_flight");
        model.release();
        wire.end(run);
        Until.holds("the run is settled", () -> wire.call("chat.send", params).path("status").asText().equals("ok"));
        assertThat(history()).hasSize(2);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void agent_answers_twice_and_wait_knows_the_end() {
        String run = fresh("run");
        String id = wire.request("agent", "{\"message\":\"echo from agent\",\"sessionKey\":\"%s\",\"idempotencyKey\":\"%s\"}".formatted(session, run));
        assertThat(wire.response(id).path("payload").path("status").asText()).isEqualTo("accepted");
        JsonNode answer = wire.await("the second response", f -> f.path("id").asText().equals(id)
                && !f.path("payload").path("status").asText().equals("accepted")).path("payload");
        assertThat(answer.path("status").asText()).isEqualTo("ok");
        assertThat(answer.path("result").path("payloads").get(0).path("text").asText()).isEqualTo("from agent");
        JsonNode waited = wire.call("agent.wait", "{\"runId\":\"" + run + "\",\"timeoutMs\":60000}");
        assertThat(waited.path("status").asText()).isEqualTo("ok");
        assertThat(waited.path("endedAt").asLong()).isGreaterThanOrEqualTo(waited.path("startedAt").asLong());
        assertThat(wire.call("agent.wait", "{\"runId\":\"nobody\",\"timeoutMs\":50}").path("status").asText()).isEqualTo("timeout");
    }

    @Test
    void every_client_sees_the_same_turn() {
        String run = fresh("run");
        try (Wire other = gateway.connect()) {
            other.call("sessions.messages.subscribe", "{\"key\":\"" + session + "\"}");
            other.call("sessions.subscribe", "{}");
            wire.converse(session, "echo for all", run);
            assertThat(Wire.text(other.end(run).path("message"))).isEqualTo("for all");
            for (String role : List.of("user", "assistant")) {
                other.await("a message of the " + role, f -> f.path("event").asText().equals("session.message")
                        && f.path("payload").path("message").path("role").asText().equals(role));
            }
            other.await("the session's change", f -> f.path("event").asText().equals("sessions.changed")
                    && f.path("payload").path("sessionKey").asText().equals(key())
                    && f.path("payload").path("phase").asText().equals("end"));
            assertThat(wire.seen(f -> f.path("event").asText().equals("session.message"))).isEmpty();
        }
    }

    @Test
    void obeys_slash_commands_without_asking_the_model() {
        assertThat(wire.converse(session, "/help", fresh("run"))).contains("/status", "/new", "/stop", "/model");
        assertThat(wire.converse(session, "/status", fresh("run"))).contains(key(), "fake/fake-1");
        assertThat(wire.converse(session, "/model fake/fake-2", fresh("run"))).contains("fake/fake-2");
        assertThat(model.requests()).isEmpty();
        wire.converse(session, "echo with the other", fresh("run"));
        assertThat(model.last().body().path("model").asText()).isEqualTo("fake-2");
        wire.converse(session, "/new", fresh("run"));
        wire.converse(session, "echo anew", fresh("run"));
        assertThat(model.last().body().path("messages").toString()).doesNotContain("with the other").contains("echo anew");
    }

    @Test
    void slash_stop_ends_what_runs() {
        String run = fresh("run");
        wire.chat(session, "count 500 [delay=20]", run);
        wire.delta(run);
        assertThat(wire.converse(session, "/stop", fresh("run"))).isEqualTo("Stopped.");
        assertThat(wire.end(run).path("state").asText()).isEqualTo("aborted");
    }

    @Test
    void a_model_that_fails_for_good_is_told_and_the_session_goes_on() {
        String run = fresh("run");
        model.next(new dev.chela.testkit.model.Mishap.Status(401, java.util.Map.of(), "{\"error\":{\"message\":\"bad key\"}}"));
        wire.chat(session, "echo never", run);
        JsonNode end = wire.end(run);
        assertThat(end.path("state").asText()).isEqualTo("error");
        assertThat(end.path("errorMessage").asText()).contains("401").doesNotContain(Gateway.API_KEY);
        assertThat(wire.converse(session, "echo again", fresh("run"))).isEqualTo("again");
    }
}
