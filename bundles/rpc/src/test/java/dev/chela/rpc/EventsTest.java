package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one run looks like on the wire. */
class EventsTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client("tool-events");
        client.call("sessions.subscribe", "{}");
        client.call("sessions.messages.subscribe", "{'key':'main'}");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private String send(String run, String text) {
        return client.call("chat.send", "{'sessionKey':'main','message':'" + text + "','idempotencyKey':'" + run + "'}")
                .path("status").asText();
    }

    /** Events by name, with what tells them apart. */
    private static String name(JsonNode frame) {
        JsonNode payload = frame.path("payload");
        return switch (frame.path("event").asText()) {
            case "agent" -> "agent " + payload.path("stream").asText() + " " + payload.path("data").path("phase").asText();
            case "chat" -> "chat " + payload.path("state").asText();
            case "session.message" -> "session.message " + payload.path("message").path("role").asText();
            case "sessions.changed" -> "sessions.changed " + payload.path("reason").asText();
            default -> frame.path("event").asText();
        };
    }

    private void settle(String run) {
        client.end(run);
        client.await(f -> name(f).equals("sessions.changed agent.input.settled"));
        assertThat(house.talk.house.turns.quiet(dev.chela.core.turn.internal.House.MAIN, Duration.ofSeconds(60))).isTrue();
        client.call("health", "{}");
    }

    private List<JsonNode> told() {
        return client.frames().stream().filter(f -> f.has("event") && f.has("seq") && !f.path("event").asText().equals("presence"))
                .filter(f -> !List.of("tick", "health").contains(f.path("event").asText())).toList();
    }

    @Test
    void what_is_answered_beside_the_conversation_is_told_beside_it_and_its_end_does_not_repeat_it() throws Exception {
        send("b1", "/btw  what is it? ");
        house.talk.model.next().answer("a boat");
        JsonNode end = client.end("b1");
        assertThat(end.has("message")).isFalse();
        JsonNode told = client.events("chat.side_result").get(0);
        assertThat(told.path("kind").asText()).isEqualTo("btw");
        assertThat(told.path("runId").asText()).isEqualTo("b1");
        assertThat(told.path("sessionKey").asText()).isEqualTo("agent:main:main");
        assertThat(told.path("question").asText()).isEqualTo("what is it?");
        assertThat(told.path("text").asText()).isEqualTo("a boat");
        assertThat(told.path("isError").asBoolean()).isFalse();
        send("b2", "/btw and why?");
        house.talk.model.next().fail(new dev.chela.api.fault.Permanent("it is tired"));
        assertThat(client.end("b2").has("message")).isFalse();
        assertThat(client.events("chat.side_result").get(1).path("isError").asBoolean()).isTrue();
        assertThat(client.events("chat.side_result").get(1).path("text").asText()).contains("it is tired");
        send("b3", "/btw");
        assertThat(client.end("b3").at("/message").toString()).contains("Ask what");
        assertThat(client.events("chat.side_result")).hasSize(2);
    }

    @Test
    void one_run_is_told_in_the_protocols_order() throws Exception {
        send("r1", "hello");
        house.talk.model.next().stream("Hel").stream("lo").answer(" you");
        settle("r1");
        List<String> names = told().stream().map(EventsTest::name).map(String::strip).toList();
        assertThat(names).filteredOn(n -> !n.startsWith("sessions.changed")).containsExactly(
                "session.message user", "agent lifecycle start", "agent lifecycle model",
                "agent run_status starting_model", "chat status",
                "agent assistant", "chat delta", "agent assistant", "chat delta", "agent assistant", "chat delta",
                "agent usage", "session.message assistant", "agent lifecycle end", "chat final");
        assertThat(names).filteredOn(n -> n.startsWith("sessions.changed"))
                .containsExactly("sessions.changed agent.run.started", "sessions.changed agent.input.settled");
    }

    @Test
    void numbers_grow_on_the_socket_and_in_the_run_and_the_end_is_last() throws Exception {
        house.talk.offering("look", "seen");
        send("r1", "hello");
        house.talk.model.next().call("1:look", "2:look");
        house.talk.model.next().answer("done");
        settle("r1");
        List<Long> socket = client.frames().stream().filter(f -> f.has("seq")).map(f -> f.path("seq").asLong()).toList();
        for (int i = 1; i < socket.size(); i++) {
            assertThat(socket.get(i)).isEqualTo(socket.get(i - 1) + 1);
        }
        assertThat(client.events("agent").stream().map(p -> p.path("seq").asLong()).toList()).isSorted().doesNotHaveDuplicates();
        long last = client.end("r1").path("seq").asLong();
        assertThat(client.events("agent")).allMatch(p -> p.path("seq").asLong() < last);
        assertThat(client.events("chat").stream().map(p -> p.path("seq").asLong()).toList()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void deltas_add_up_and_the_first_of_an_answer_replaces() throws Exception {
        house.talk.offering("look", "seen");
        send("r1", "hello");
        house.talk.model.next().stream("Let me ").call("1:look");
        house.talk.model.next().stream("It ").stream("is ").answer("done");
        settle("r1");
        StringBuilder shown = new StringBuilder();
        List<Boolean> replaced = new ArrayList<>();
        for (JsonNode delta : client.events("chat").stream().filter(p -> p.path("state").asText().equals("delta")).toList()) {
            replaced.add(delta.path("replace").asBoolean());
            if (delta.path("replace").asBoolean()) {
                shown.setLength(0);
            }
            shown.append(delta.path("deltaText").asText());
            assertThat(delta.path("message").path("content").get(0).path("text").asText()).isEqualTo(shown.toString());
        }
        assertThat(shown).hasToString("It is done");
        assertThat(replaced).containsExactly(true, false, true, false, false);
    }

    @Test
    void every_input_ends_once_those_that_steered_too() throws Exception {
        send("r1", "one");
        var asked = house.talk.model.next();
        assertThat(send("r2", "two")).isEqualTo("started");
        assertThat(send("r2", "two")).isEqualTo("in_flight");
        asked.answer("first");
        house.talk.model.next().answer("both");
        settle("r1");
        client.end("r2");
        for (String run : List.of("r1", "r2")) {
            assertThat(client.frames().stream().filter(Client::isEnd).filter(f -> f.path("payload").path("runId").asText().equals(run)))
                    .as("ends of " + run).hasSize(1).allMatch(f -> f.path("payload").path("state").asText().equals("final"));
        }
        assertThat(send("r2", "two")).isEqualTo("ok");
    }

    @Test
    void an_aborted_run_ends_with_what_was_shown_and_a_failed_one_with_why() throws Exception {
        send("r1", "one");
        house.talk.model.next().stream("half");
        client.await(f -> name(f).equals("chat delta"));
        assertThat(client.call("chat.abort", "{'sessionKey':'main','runId':'r1'}").path("runIds").get(0).asText()).isEqualTo("r1");
        JsonNode aborted = client.end("r1");
        assertThat(aborted.path("state").asText()).isEqualTo("aborted");
        assertThat(aborted.path("message").path("content").get(0).path("text").asText()).isEqualTo("half");
        send("r2", "two");
        house.talk.model.next().fail(new dev.chela.api.fault.Permanent("no such model"));
        JsonNode failed = client.end("r2");
        assertThat(failed.path("state").asText()).isEqualTo("error");
        assertThat(failed.path("errorMessage").asText()).isEqualTo("no such model");
        assertThat(failed.path("errorKind").asText()).isEqualTo("unknown");
    }

    @Test
    void tools_are_told_to_everybody_as_items_and_in_full_to_who_asked_for_it() throws Exception {
        house.talk.offering("look", "seen");
        try (Client plain = house.client()) {
            send("r1", "hello");
            house.talk.model.next().call("1:look");
            house.talk.model.next().answer("done");
            plain.end("r1");
            client.end("r1");
            assertThat(plain.events("agent")).extracting(p -> p.path("stream").asText()).contains("item").doesNotContain("tool");
            assertThat(plain.events("session.message")).as("nobody subscribed here").isEmpty();
            assertThat(plain.events("sessions.changed")).isEmpty();
            assertThat(plain.events("session.tool")).isEmpty();
        }
        assertThat(client.events("session.tool")).as("the same was told as agent's events").isEmpty();
        List<JsonNode> tool = client.events("agent").stream().filter(p -> p.path("stream").asText().equals("tool")).toList();
        assertThat(tool).extracting(p -> p.path("data").path("phase").asText()).containsExactly("start", "update", "result");
        assertThat(tool.get(2).path("data").path("result").path("content").get(0).path("text").asText()).isEqualTo("seen");
    }

    @Test
    void whoever_follows_the_list_hears_of_tools_without_asking_for_each_run_s() throws Exception {
        house.talk.offering("look", "seen");
        try (Client follower = house.client()) {
            follower.call("sessions.subscribe", "{}");
            send("r1", "hello");
            house.talk.model.next().call("1:look");
            house.talk.model.next().answer("done");
            follower.end("r1");
            client.end("r1");
            List<JsonNode> own = client.events("agent").stream().filter(p -> p.path("stream").asText().equals("tool")).toList();
            assertThat(follower.events("session.tool")).hasSize(3).isEqualTo(own);
        }
    }

    @Test
    void a_model_is_told_to_begin_once_for_each_run_however_often_it_is_asked() throws Exception {
        house.talk.offering("look", "seen");
        send("r1", "hello");
        house.talk.model.next().call("1:look");
        house.talk.model.next().answer("done");
        settle("r1");
        assertThat(client.events("chat").stream().filter(p -> p.path("state").asText().equals("status"))).singleElement()
                .satisfies(p -> assertThat(p.path("phase").asText()).isEqualTo("starting_model"));
    }

    @Test
    void a_command_is_answered_and_ends_like_a_run() {
        send("c1", "/status");
        JsonNode end = client.end("c1");
        assertThat(end.path("state").asText()).isEqualTo("final");
        assertThat(end.path("message").path("content").get(0).path("text").asText()).contains("agent:main:main");
    }

    @Test
    void a_session_whose_agent_was_removed_is_still_listed() {
        client.call("sessions.patch", "{'key':'main','label':'mine'}");
        house.talk.agents.removed = true;
        assertThat(client.call("sessions.list", "{}").path("sessions").get(0).path("label").asText()).isEqualTo("mine");
    }
}
