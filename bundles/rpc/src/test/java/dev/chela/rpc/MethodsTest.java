package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "health | {}", "status | {}", "system-presence | {}", "agents.list | {}", "agent.identity.get | {}", "sessions.list | {}",
        "sessions.describe | {'key':'main'}", "sessions.subscribe | {}", "sessions.messages.subscribe | {'key':'main'}",
        "sessions.messages.unsubscribe | {'key':'main'}", "chat.history | {'sessionKey':'main'}", "chat.startup | {'sessionKey':'main'}",
        "chat.message.get | {'sessionKey':'main','messageId':'m'}", "tools.catalog | {}",
        "tools.effective | {'sessionKey':'main'}", "models.list | {}", "channels.status | {}", "commands.list | {}", "skills.status | {}",
        "node.list | {}", "cron.list | {}", "cron.status | {}", "models.authStatus | {}", "taskSuggestions.list | {}", "config.get | {}", "logs.tail | {}"})
    void a_reader_may_ask_and_a_property_that_is_not_there_is_refused_by_name(String method, String params) throws Exception {
        try (Client reader = house.clientWith("['operator.read']".replace('\'', '"'))) {
            assertThat(reader.call(method, params).isContainerNode()).isTrue();
            String more = params.equals("{}") ? "{'bogus':1}" : params.replace("}", ",'bogus':1}");
            JsonNode error = reader.refused(method, more);
            assertThat(error.path("code").asText()).isEqualTo("INVALID_REQUEST");
            assertThat(error.path("message").asText()).contains("unexpected property 'bogus'");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "chat.send | {'sessionKey':'main','message':'x','idempotencyKey':'k'} | operator.write",
        "chat.abort | {'sessionKey':'main'} | operator.write",
        "chat.inject | {'sessionKey':'main','message':'x'} | operator.admin",
        "agent | {'message':'x','idempotencyKey':'k'} | operator.write",
        "agent.wait | {'runId':'k'} | operator.write",
        "sessions.abort | {'key':'main'} | operator.write",
        "sessions.patch | {'key':'main','label':'x'} | operator.write",
        "tools.invoke | {'name':'greet'} | operator.write",
        "sessions.reset | {'key':'main'} | operator.admin",
        "sessions.delete | {'key':'other'} | operator.write"})
    void who_only_reads_is_told_which_scope_is_missing(String method, String params, String scope) throws Exception {
        try (Client reader = house.clientWith("['operator.read']".replace('\'', '"'))) {
            JsonNode error = reader.refused(method, params);
            assertThat(error.path("code").asText()).isEqualTo("FORBIDDEN");
            assertThat(error.path("message").asText()).isEqualTo("missing scope: " + scope);
        }
        assertThat(house.talk.house.intake.find("k")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "chat.send | {'message':'x','idempotencyKey':'k'} | required property 'sessionKey'",
        "chat.send | {'sessionKey':'main','message':'x'} | required property 'idempotencyKey'",
        "chat.send | {'sessionKey':'main','message':7,'idempotencyKey':'k'} | /message",
        "chat.send | {'sessionKey':'main','message':'  ','idempotencyKey':'k'} | /message",
        "chat.send | {'sessionKey':'main','message':'x','idempotencyKey':''} | /idempotencyKey",
        "chat.send | {'sessionKey':'main','message':'x','idempotencyKey':'a\\nb'} | /idempotencyKey",
        "chat.send | {'sessionKey':'','message':'x','idempotencyKey':'k'} | session key",
        "chat.send | {'sessionKey':'agent::x','message':'x','idempotencyKey':'k'} | agent",
        "chat.send | {'sessionKey':'main','message':'x','idempotencyKey':'k','deliver':true} | deliver",
        "chat.send | {'sessionKey':'main','message':'x','idempotencyKey':'k','attachments':[{'mimeType':'image/png','content':'%%'}]} | base64",
        "chat.send | {'sessionKey':'main','message':'x','idempotencyKey':'k','attachments':[{'mimeType':'video/mp4','content':'AAAA'}]} | video/mp4",
        "chat.send | {'sessionKey':'main','message':'x','idempotencyKey':'k','expectedLeafEntryId':7} | /expectedLeafEntryId",
        "chat.history | {'sessionKey':'main','limit':0} | /limit",
        "chat.history | {'sessionKey':'main','cursor':'nonsense'} | /cursor",
        "chat.history | {'sessionKey':'main','messageId':'nobody'} | /messageId",
        "chat.startup | {'sessionKey':'main','pendingBefore':0} | /pendingBefore",
        "chat.inject | {'sessionKey':'main','message':' '} | /message",
        "chat.inject | {'sessionKey':'nowhere','message':'x'} | agent:main:nowhere",
        "chat.history | {'sessionKey':'main','limit':'ten'} | /limit",
        "agent | {'message':'x','idempotencyKey':' '} | /idempotencyKey",
        "agent | {'message':'x','idempotencyKey':'k','model':'nobody/nothing'} | nobody/nothing",
        "agent | {'message':'','idempotencyKey':'k'} | /message",
        "sessions.patch | {'key':'main','label':''} | /label",
        "sessions.patch | {'key':'main','execNode':'attic'} | unexpected property 'execNode'",
        "sessions.patch | {'key':'main','model':'nobody/nothing'} | nobody/nothing",
        "sessions.reset | {'key':'main','reason':'mood'} | /reason",
        "sessions.delete | {'key':'main'} | Cannot delete the main session",
        "sessions.abort | {} | required property 'key'",
        "sessions.list | {'limit':0} | /limit",
        "models.list | {'view':'pretty'} | /view",
        "models.list | {'preparedOnly':true,'refresh':true} | /refresh",
        "logs.tail | {'limit':0} | /limit",
        "logs.tail | {'cursor':-1} | /cursor",
        "agent.wait | {'runId':''} | /runId",
        "agent.wait | {'runId':'r','timeoutMs':-1} | /timeoutMs",
        "tools.effective | {} | required property 'sessionKey'",
        "nothing.here | {} | unknown method: nothing.here"})
    void what_is_wrong_is_named_and_nothing_happens(String method, String params, String said) {
        JsonNode error = client.refused(method, params);
        assertThat(error.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(error.path("message").asText()).contains(said);
        assertThat(house.talk.house.intake.find("k")).isEmpty();
    }

    @Test
    void agent_answers_twice_and_a_repetition_gets_what_there_is() throws Exception {
        String id = client.ask("agent", "{'message':'hi','idempotencyKey':'a1'}");
        var asked = house.talk.model.next();
        assertThat(client.call("agent", "{'message':'hi','idempotencyKey':'a1'}").path("status").asText()).isEqualTo("in_flight");
        asked.answer("hello");
        JsonNode last = client.response(id).path("payload");
        assertThat(client.frames().stream().filter(f -> f.path("id").asText().equals(id)).map(f -> f.path("payload").path("status").asText()))
                .containsExactly("accepted", "ok");
        assertThat(last.path("result").path("payloads").get(0).path("text").asText()).isEqualTo("hello");
        assertThat(last.path("result").path("payloads").get(0).path("mediaUrl").isNull()).isTrue();
        JsonNode again = client.call("agent", "{'message':'hi','idempotencyKey':'a1'}");
        assertThat(again.path("status").asText()).isEqualTo("ok");
        assertThat(again.path("result").path("payloads")).isEqualTo(last.path("result").path("payloads"));
        assertThat(client.call("agent.wait", "{'runId':'a1'}").path("status").asText()).isEqualTo("ok");
    }

    @Test
    void agent_wait_waits_for_a_run_that_nobody_has_asked_for_yet() throws Exception {
        assertThat(client.call("agent.wait", "{'runId':'nobody','timeoutMs':1}").path("status").asText()).isEqualTo("timeout");
        String waiting = client.ask("agent.wait", "{'runId':'w1'}");
        client.call("chat.send", "{'sessionKey':'main','message':'hi','idempotencyKey':'w1'}");
        house.talk.model.next().answer("hello");
        assertThat(client.response(waiting).path("payload").path("status").asText()).isEqualTo("ok");
    }

    @Test
    void agent_tells_of_commands_aborts_and_failures() throws Exception {
        JsonNode status = client.call("agent", "{'message':'/status','idempotencyKey':'c1'}");
        assertThat(status.path("status").asText()).isEqualTo("ok");
        assertThat(status.path("result").path("payloads").get(0).path("text").asText()).contains("agent:main:main");
        String aborted = client.ask("agent", "{'message':'x','idempotencyKey':'a2'}");
        house.talk.model.next();
        assertThat(client.call("sessions.abort", "{'runId':'a2'}").path("abortedRunId").asText()).isEqualTo("a2");
        assertThat(client.response(aborted).path("payload").path("result").path("meta").path("aborted").asBoolean()).isTrue();
        String failed = client.ask("agent", "{'message':'x','idempotencyKey':'a3'}");
        house.talk.model.next().fail(new dev.chela.api.fault.Permanent("broken"));
        assertThat(client.response(failed).path("error").path("message").asText()).isEqualTo("broken");
        assertThat(client.call("agent.wait", "{'runId':'a3'}").path("error").asText()).isEqualTo("broken");
        assertThat(client.call("sessions.abort", "{'runId':'nobody'}").path("status").asText()).isEqualTo("no-active-run");
    }

    @Test
    void only_an_administrator_may_reset_through_agent() throws Exception {
        try (Client writer = house.clientWith("['operator.write']".replace('\'', '"'))) {
            assertThat(writer.refused("agent", "{'message':'/new','idempotencyKey':'n1'}").path("code").asText()).isEqualTo("FORBIDDEN");
        }
        assertThat(client.call("agent", "{'message':'/new','idempotencyKey':'n1'}").path("status").asText()).isEqualTo("ok");
    }

    @Test
    void history_shows_where_each_input_is() throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'one','idempotencyKey':'r1'}");
        var asked = house.talk.model.next();
        asked.stream("so far");
        client.call("chat.send", "{'sessionKey':'main','message':'two','idempotencyKey':'r2'}");
        JsonNode history = client.call("chat.history", "{'sessionKey':'main','inputRunIds':['r1','r2','r3']}");
        assertThat(history.path("inputReceipts").findValuesAsText("state")).containsExactly("consumed", "pending");
        assertThat(history.path("inFlightRun").path("text").asText()).isEqualTo("so far");
        assertThat(history.path("messages").get(0).path("idempotencyKey").asText()).isEqualTo("r1:user");
        assertThat(history.path("messages").get(0).path("__openclaw").path("seq").asInt()).isPositive();
        asked.answer("x");
        house.talk.model.next().answer("y");
        client.end("r1");
    }

    /** An id made up for one answer would differ in the next, and a client that holds it would take the session for a reset one. */
    @Test
    void a_session_has_no_id_before_it_begins_and_keeps_the_one_it_gets() throws Exception {
        JsonNode before = client.call("chat.history", "{'sessionKey':'main'}");
        assertThat(before.path("messages")).isEmpty();
        assertThat(before.has("sessionId")).isFalse();
        assertThat(before.path("sessionInfo").has("sessionId")).isFalse();

        client.call("chat.send", "{'sessionKey':'main','message':'hello','idempotencyKey':'r1'}");
        house.talk.model.next().answer("ok");
        client.end("r1");

        JsonNode after = client.call("chat.history", "{'sessionKey':'main'}");
        assertThat(after.path("sessionId").asText()).isNotEmpty().isEqualTo(after.path("sessionInfo").path("sessionId").asText())
                .isEqualTo(client.call("chat.history", "{'sessionKey':'main'}").path("sessionId").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'sessionKey':'main','maxChars':10}", "{'sessionKey':'main','maxBytes':1024}"})
    void history_keeps_to_its_budget(String params) throws Exception {
        for (int i = 0; i < 3; i++) {
            client.call("chat.send", "{'sessionKey':'main','message':'" + "word ".repeat(200) + "','idempotencyKey':'r" + i + "'}");
            house.talk.model.next().answer("ok");
            client.end("r" + i);
        }
        JsonNode history = client.call("chat.history", params);
        assertThat(history.path("totalMessages").asInt()).isEqualTo(6);
        assertThat(history.toString().length()).isLessThan(4_000);
    }

    @Test
    void a_tool_is_invoked_for_a_person() {
        assertThat(client.call("tools.invoke", "{'name':'greet','args':{'name':'Ann'}}").path("output").path("content").get(0)
                .path("text").asText()).isEqualTo("Hello Ann");
        assertThat(client.call("tools.invoke", "{'name':'greet'}").path("error").path("code").asText()).isEqualTo("tool_error");
    }

    @Test
    void a_tool_that_is_invoked_twice_under_a_key_answers_once() throws Exception {
        String call = "{'name':'greet','args':{'name':'Ann'},'idempotencyKey':'one','confirm':true}";
        assertThat(client.call("tools.invoke", call)).isEqualTo(client.call("tools.invoke", call));
        assertThat(client.refused("tools.invoke", call.replace("Ann", "Bob")).path("message").asText()).contains("'one'", "another call");
    }

    @Test
    void health_tells_the_latest_of_ten_thousand_sessions() {
        IntStream.range(0, 10_000).parallel().forEach(i -> house.talk.house.sessions.commit(
                new dev.chela.api.id.SessionKey("agent:main:s" + i), "patch", "patch", (s, step) -> s.labelled("n" + i, i)));
        JsonNode health = client.call("health", "{}");
        assertThat(health.path("sessions").path("count").asInt()).isEqualTo(10_000);
        assertThat(health.path("sessions").path("recent").get(0).path("key").asText()).isEqualTo("agent:main:s9999");
        assertThat(client.call("sessions.list", "{'limit':3,'offset':2}").path("sessions").findValuesAsText("key"))
                .containsExactly("agent:main:s9997", "agent:main:s9996", "agent:main:s9995");
    }
}
