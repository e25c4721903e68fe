package dev.chela.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.StubGateway;
import dev.chela.cli.target.Target;
import dev.chela.cli.wire.Connector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final String KEY = "agent:main:main";

    private final StubGateway gateway = new StubGateway();
    private final RecordingScreen screen = new RecordingScreen();
    private final Conversation conversation = new Conversation(screen, "main");
    private Uplink uplink;

    @BeforeEach
    void stub() {
        gateway.answer("sessions.messages.subscribe", Json.object("subscribed", true, "key", KEY));
        history();
        gateway.on("chat.send", request -> request.answer(
                Json.object("runId", request.params().get("idempotencyKey"), "status", "started")));
        gateway.answer("chat.abort", Json.object("ok", true, "aborted", true));
        Target target = new Target(
                URI.create("ws://127.0.0.1:" + gateway.port()),
                new Target.Secret(Target.Kind.TOKEN, StubGateway.TOKEN, "the test"), null, null);
        uplink = new Uplink(new Connector(target, "test"), conversation, screen, Duration.ofMillis(1));
    }

    @AfterEach
    void stop() {
        uplink.close();
        gateway.close();
    }

    private void history(Json... messages) {
        gateway.answer("chat.history", Json.object("sessionKey", KEY, "messages", List.of(messages)));
    }

    private static Json message(String role, String text, int seq) {
        return Json.object("role", role, "content", List.of(Json.object("type", "text", "text", text)),
                "__openclaw", Json.object("seq", seq));
    }

    private String say(String text) {
        conversation.say(text);
        return gateway.next("chat.send").params().get("idempotencyKey").text();
    }

    private void chat(String runId, String state, String delta, String whole) {
        gateway.push("chat", Json.object("runId", runId, "sessionKey", KEY, "state", state, "deltaText", delta,
                "message", whole == null ? null : message("assistant", whole, 9)));
    }

    private void tool(String runId, Json data) {
        gateway.push("agent", Json.object("runId", runId, "sessionKey", KEY, "stream", "tool", "data", data));
    }

    @Test
    void introduces_itself_with_read_write_and_tool_events_and_shows_the_history() {
        history(message("user", "before", 1), message("assistant", "I remember", 2));

        uplink.open();

        assertThat(screen.lines()).containsExactly("USER before", "ASSISTANT I remember");
        Json connect = gateway.connects().get(0);
        assertThat(connect.get("scopes").toString()).isEqualTo("[\"operator.read\",\"operator.write\",\"operator.questions\"]");
        assertThat(connect.get("caps").toString()).isEqualTo("[\"tool-events\"]");
        assertThat(connect.at("client.id").text()).isEqualTo("cli");
    }

    @Test
    void text_tools_and_the_end_come_in_order_and_the_final_text_is_not_said_twice() throws Exception {
        uplink.open();
        String run = say("please look");
        chat(run, "delta", "I will ", "I will ");
        chat(run, "delta", "look.", "I will look.");
        tool(run, Json.object("phase", "start", "name", "exec", "args", Json.object("command", "ls")));
        tool(run, Json.object("phase", "result", "name", "exec", "isError", false, "result",
                Json.object("content", List.of(Json.object("type", "text", "text", "a\nb\nc")))));
        chat(run, "delta", " Three files.", "I will look. Three files.");
        chat(run, "final", null, "I will look. Three files. Done.");
        screen.awaitWorkDone();

        assertThat(screen.lines()).containsExactly(
                "USER please look",
                "STREAM I will look.",
                "TOOL ⚙ exec: ls",
                "TOOL   ↳ a (2 more lines)",
                "STREAM  Three files. Done.");
    }

    @Test
    void a_replaced_text_is_shown_anew_and_its_final_repeats_nothing() throws Exception {
        uplink.open();
        String run = say("x");
        chat(run, "delta", "Wrong", "Wrong");
        gateway.push("chat", Json.object("runId", run, "sessionKey", KEY, "state", "delta", "deltaText", "",
                "replace", true, "message", message("assistant", "Right", 9)));
        chat(run, "final", null, "Right");
        screen.awaitWorkDone();

        assertThat(screen.lines()).containsExactly("USER x", "STREAM Wrong", "STREAM Right");
    }

    @Test
    void what_is_answered_beside_the_conversation_is_shown_once() throws Exception {
        uplink.open();
        String run = say("/btw what is it?");
        gateway.push("chat.side_result", Json.object("kind", "btw", "runId", run, "sessionKey", KEY, "question", "what is it?", "text", "a boat"));
        gateway.push("chat", Json.object("runId", run, "sessionKey", KEY, "state", "final"));
        screen.awaitWorkDone();

        assertThat(screen.lines()).containsExactly("USER /btw what is it?", "STREAM a boat");
    }

    @Test
    void what_a_slow_line_left_out_comes_with_the_next_text() throws Exception {
        uplink.open();
        String run = say("x");
        chat(run, "delta", "One", "One");
        chat(run, "delta", " four.", "One two three four.");
        chat(run, "final", null, "One two three four.");
        screen.awaitWorkDone();

        assertThat(screen.lines()).containsExactly("USER x", "STREAM One two three four.");
    }

    @Test
    void after_a_broken_connection_a_text_that_was_under_way_goes_on_where_it_stopped() throws Exception {
        uplink.open();
        String run = say("x");
        chat(run, "delta", "One", "One");
        screen.awaitStreaming("One");
        gateway.answer("chat.history", Json.object("sessionKey", KEY, "messages", List.of(), "inFlightRun", Json.object("runId", run)));
        gateway.drop(1012, "service restart");
        screen.await("NOTICE Connected again");

        chat(run, "delta", " two", "One two");
        screen.awaitStreaming(" two");

        assertThat(screen.lines()).contains("STREAM One");
    }

    @Test
    void an_order_to_stop_is_sent_although_the_message_was_not_acknowledged_yet() {
        gateway.on("chat.send", request -> { });
        uplink.open();
        say("never mind");

        assertThat(conversation.abort()).isTrue();

        gateway.next("chat.abort");
    }

    @Test
    void a_message_typed_while_a_run_is_active_goes_out_at_once_and_the_run_goes_on() throws Exception {
        uplink.open();
        String run = say("long work");
        chat(run, "delta", "Working", "Working");
        screen.awaitStreaming("Working");

        String steering = say("rather this");

        assertThat(steering).isNotEqualTo(run);
        chat(run, "final", null, "Working on this");
        screen.awaitWorkDone();
        assertThat(screen.lines()).containsExactly(
                "USER long work", "STREAM Working", "USER rather this", "STREAM  on this");
    }

    @Test
    void an_abort_reaches_the_gateway_and_the_partial_text_stays() throws Exception {
        uplink.open();
        String run = say("long work");
        chat(run, "delta", "Half", "Half");
        screen.awaitStreaming("Half");

        assertThat(conversation.abort()).isTrue();

        assertThat(gateway.next("chat.abort").params().get("sessionKey").text()).isEqualTo(KEY);
        chat(run, "aborted", null, "Half");
        screen.awaitWorkDone();
        assertThat(screen.lines()).containsExactly("USER long work", "STREAM Half", "NOTICE Stopped.");
        assertThat(conversation.abort()).isFalse();
    }

    @Test
    void commands_pass_through_as_they_are() {
        uplink.open();

        conversation.say("/status");

        assertThat(gateway.next("chat.send").params().get("message").text()).isEqualTo("/status");
    }

    @Test
    void other_sessions_stay_out_of_sight_and_other_clients_of_this_one_are_seen() throws Exception {
        uplink.open();
        gateway.push("chat", Json.object("runId", "r", "sessionKey", "agent:main:other", "state", "final", "message",
                message("assistant", "not for us", 1)));
        gateway.push("session.message", Json.object("sessionKey", KEY, "messageSeq", 1, "message",
                message("user", "from the web page", 1)));
        screen.await("USER from the web page");

        assertThat(screen.lines()).containsExactly("USER from the web page");
    }

    @Test
    void after_a_broken_connection_what_was_missed_is_shown_and_what_was_unacknowledged_is_sent_again() throws Exception {
        history(message("user", "before", 1));
        gateway.on("chat.send", request -> gateway.drop(1012, "service restart"));
        uplink.open();
        conversation.say("did this arrive?");
        String key = gateway.next("chat.send").params().get("idempotencyKey").text();
        gateway.on("chat.send", request -> request.answer(Json.object("runId", key, "status", "started")));
        history(message("user", "before", 1), message("assistant", "meanwhile", 2));

        String again = gateway.next("chat.send").params().get("idempotencyKey").text();

        assertThat(again).isEqualTo(key);
        screen.await("NOTICE Connected again");
        assertThat(screen.lines()).contains("NOTICE Connection lost: the gateway closed the connection (1012: service restart).");
        assertThat(screen.lines()).filteredOn("USER before"::equals).hasSize(1);
    }

    @Test
    void a_message_that_is_refused_says_why() throws Exception {
        gateway.on("chat.send", request -> request.refuse("INVALID_REQUEST", "Agent \"zz\" no longer exists"));
        uplink.open();

        conversation.say("hello");

        screen.await("FAULT Not sent: Agent \"zz\" no longer exists");
    }

    @Test
    void a_failed_turn_says_what_the_gateway_said() throws Exception {
        uplink.open();
        String run = say("x");
        gateway.push("chat", Json.object("runId", run, "sessionKey", KEY, "state", "error", "errorMessage", "no credit left"));

        screen.await("FAULT The turn failed: no credit left");
    }
}
