package dev.chela.itests.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What clients ask besides conversing. */
class MethodsIT extends OneHouse {
    @Test
    void greets_with_what_it_offers() {
        JsonNode hello = wire.hello();
        assertThat(hello.path("type").asText()).isEqualTo("hello-ok");
        assertThat(hello.path("snapshot").path("sessionDefaults").path("mainSessionKey").asText()).isEqualTo("agent:main:main");
        assertThat(texts(hello.path("features").path("methods"))).contains("health", "status", "system-presence", "agents.list",
                "agent.identity.get", "sessions.list", "sessions.describe", "sessions.subscribe", "sessions.messages.subscribe",
                "sessions.patch", "sessions.reset", "sessions.delete", "sessions.abort", "chat.send", "chat.history", "chat.abort",
                "agent", "agent.wait", "tools.catalog", "tools.effective", "tools.invoke", "models.list", "config.get", "logs.tail");
        assertThat(hello.path("auth").path("scopes").toString()).contains("operator.admin");
        assertThat(hello.path("policy").path("maxPayload").asInt()).isEqualTo(25 * 1024 * 1024);
    }

    @Test
    void tells_how_it_is() {
        assertThat(wire.call("health", "{}").path("ok").asBoolean()).isTrue();
        JsonNode status = wire.call("status", "{}");
        assertThat(status.path("stateDir").asText()).isEqualTo(gateway.home().toString());
        assertThat(status.path("runtimeVersion").asText()).isEqualTo(System.getProperty("chela.version"));
        assertThat(status.path("sessions").path("defaults").path("model").asText()).isEqualTo("fake/fake-1");
        assertThat(wire.call("agents.list", "{}").path("agents").get(0).path("model").path("primary").asText()).isEqualTo("fake/fake-1");
        assertThat(wire.call("agent.identity.get", "{}").path("agentId").asText()).isEqualTo("main");
        assertThat(wire.call("system-presence", "{}").isArray()).isTrue();
    }

    @Test
    void answers_a_request_that_has_no_parameters_at_all() {
        wire.send("{\"type\":\"req\",\"id\":\"bare\",\"method\":\"health\"}");
        assertThat(wire.response("bare").path("ok").asBoolean()).isTrue();
    }

    @Test
    void lists_and_describes_sessions() {
        wire.converse(session, "echo something to list", fresh("run"));
        JsonNode list = wire.call("sessions.list", "{\"search\":\"" + session + "\",\"includeDerivedTitles\":true,\"includeLastMessage\":true}");
        assertThat(list.path("totalCount").asInt()).isEqualTo(1);
        JsonNode row = list.path("sessions").get(0);
        assertThat(row.path("key").asText()).isEqualTo(key());
        assertThat(row.path("lastMessagePreview").asText()).contains("something to list");
        assertThat(row.path("hasActiveRun").asBoolean()).isFalse();
        assertThat(row.path("inputTokens").asLong()).isPositive();
        JsonNode described = wire.call("sessions.describe", "{\"key\":\"" + session + "\"}").path("session");
        assertThat(described.path("sessionId").asText()).isEqualTo(row.path("sessionId").asText());
        assertThat(wire.call("sessions.describe", "{\"key\":\"not-there\"}").path("session").isNull()).isTrue();
    }

    @Test
    void patches_label_and_model_and_refuses_the_rest_by_name() {
        wire.converse(session, "echo one", fresh("run"));
        JsonNode patched = wire.call("sessions.patch", "{\"key\":\"" + session + "\",\"label\":\"My work\",\"model\":\"fake/fake-2\"}");
        assertThat(patched.path("entry").path("label").asText()).isEqualTo("My work");
        assertThat(patched.path("resolved").path("model").asText()).isEqualTo("fake-2");
        wire.converse(session, "echo two", fresh("run"));
        assertThat(model.last().body().path("model").asText()).isEqualTo("fake-2");
        wire.call("sessions.patch", "{\"key\":\"" + session + "\",\"label\":null,\"model\":null}");
        JsonNode row = wire.call("sessions.describe", "{\"key\":\"" + session + "\"}").path("session");
        assertThat(row.path("model").asText()).isEqualTo("fake-1");
        assertThat(row.has("label")).isFalse();
        JsonNode refused = wire.refused("sessions.patch", "{\"key\":\"" + session + "\",\"execNode\":\"attic\"}");
        assertThat(refused.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(refused.path("message").asText()).contains("unexpected property 'execNode'");
        assertThat(wire.refused("sessions.patch", "{\"key\":\"" + session + "\",\"model\":\"nobody/nothing\"}").path("message").asText())
                .contains("nobody");
    }

    @Test
    void resets_a_session_in_place() {
        wire.converse(session, "echo forgotten", fresh("run"));
        String before = wire.call("sessions.describe", "{\"key\":\"" + session + "\"}").path("session").path("sessionId").asText();
        assertThat(wire.call("sessions.reset", "{\"key\":\"" + session + "\"}").path("entry").path("sessionId").asText()).isEqualTo(before);
        wire.converse(session, "echo after", fresh("run"));
        assertThat(model.last().body().path("messages").toString()).doesNotContain("forgotten");
        assertThat(wire.refused("sessions.reset", "{\"key\":\"" + session + "\",\"expectedSessionId\":\"another\"}")
                .path("details").path("reason").asText()).isEqualTo("session-changed");
    }

    @Test
    void deletes_a_session_but_never_the_main_one() {
        wire.converse(session, "echo doomed", fresh("run"));
        assertThat(wire.call("sessions.delete", "{\"key\":\"" + session + "\"}").path("deleted").asBoolean()).isTrue();
        assertThat(wire.call("sessions.describe", "{\"key\":\"" + session + "\"}").path("session").isNull()).isTrue();
        assertThat(history()).isEmpty();
        assertThat(wire.converse(session, "echo reborn", fresh("run"))).isEqualTo("reborn");
        assertThat(model.last().body().path("messages").toString()).doesNotContain("doomed");
        assertThat(wire.refused("sessions.delete", "{\"key\":\"main\"}").path("message").asText()).contains("main session");
    }

    @Test
    void aborts_by_session_and_says_when_there_is_nothing() {
        String run = fresh("run");
        wire.chat(session, "count 500 [delay=20]", run);
        wire.delta(run);
        JsonNode aborted = wire.call("sessions.abort", "{\"key\":\"" + session + "\"}");
        assertThat(aborted.path("abortedRunId").asText()).isEqualTo(run);
        assertThat(wire.end(run).path("state").asText()).isEqualTo("aborted");
        assertThat(wire.call("chat.abort", "{\"sessionKey\":\"" + session + "\",\"runId\":\"nobody\"}").path("aborted").asBoolean()).isFalse();
    }

    @Test
    void pages_through_history_backwards() {
        for (int i = 1; i <= 5; i++) {
            wire.converse(session, "echo turn-" + i, fresh("run"));
        }
        List<String> read = new ArrayList<>();
        int offset = 0;
        for (boolean more = true; more; ) {
            JsonNode page = wire.call("chat.history", "{\"sessionKey\":\"%s\",\"limit\":4,\"offset\":%d}".formatted(session, offset));
            assertThat(page.path("totalMessages").asInt()).isEqualTo(10);
            List<String> texts = StreamSupport.stream(page.path("messages").spliterator(), false).map(Wire::text).toList();
            read.addAll(0, texts);
            more = page.path("hasMore").asBoolean();
            offset = page.path("nextOffset").asInt();
        }
        assertThat(read).containsExactly("echo turn-1", "turn-1", "echo turn-2", "turn-2", "echo turn-3", "turn-3", "echo turn-4",
                "turn-4", "echo turn-5", "turn-5");
    }

    @Test
    void shows_messages_in_the_protocols_shape() {
        String run = fresh("run");
        wire.converse(session, "tool exec {\"command\":\"echo shaped\"}", run);
        JsonNode messages = history();
        assertThat(messages.findValuesAsText("role")).containsExactly("user", "assistant", "toolResult", "assistant");
        assertThat(messages.get(0).path("__openclaw").path("idempotencyKey").asText()).isEqualTo(run + ":user");
        List<Integer> places = new ArrayList<>();
        messages.forEach(message -> {
            assertThat(message.path("timestamp").asLong()).isPositive();
            assertThat(message.path("__openclaw").path("id").asText()).isNotEmpty();
            places.add(message.path("__openclaw").path("seq").asInt());
        });
        assertThat(places).isSorted().doesNotHaveDuplicates();
        JsonNode call = messages.get(1).path("content").findParents("arguments").get(0);
        assertThat(call.path("type").asText()).isEqualTo("toolCall");
        assertThat(call.path("name").asText()).isEqualTo("exec");
        assertThat(call.path("arguments").path("command").asText()).isEqualTo("echo shaped");
        assertThat(messages.get(2).path("toolCallId").asText()).isEqualTo(call.path("id").asText());
        assertThat(messages.get(3).path("usage").isObject()).isTrue();
        assertThat(messages.get(3).path("stopReason").asText()).isEqualTo("stop");
    }

    @Test
    void lists_models_and_tools() {
        JsonNode models = wire.call("models.list", "{}").path("models");
        assertThat(models.findValuesAsText("id")).contains("fake-1", "fake-2");
        assertThat(wire.call("tools.catalog", "{}").path("groups").findValuesAsText("id"))
                .contains("exec", "process", "read", "write", "edit", "apply_patch", "ls");
        assertThat(wire.call("tools.effective", "{\"sessionKey\":\"main\"}").path("groups").findValuesAsText("id")).contains("exec", "read");
    }

    @Test
    void invokes_a_tool_for_a_person() {
        JsonNode done = wire.call("tools.invoke", "{\"name\":\"exec\",\"args\":{\"command\":\"echo invoked\"}}");
        assertThat(done.path("ok").asBoolean()).isTrue();
        assertThat(done.path("output").toString()).contains("invoked");
        JsonNode unknown = wire.call("tools.invoke", "{\"name\":\"nothing\"}");
        assertThat(unknown.path("ok").asBoolean()).isFalse();
        assertThat(unknown.path("error").path("code").asText()).isEqualTo("not_found");
    }

    @Test
    void shows_the_configuration_without_a_secret() {
        JsonNode config = wire.call("config.get", "{}");
        assertThat(config.path("valid").asBoolean()).isTrue();
        assertThat(config.toString()).doesNotContain(Gateway.TOKEN, Gateway.API_KEY).contains("__OPENCLAW_REDACTED__", "fake-1");
        assertThat(config.path("path").asText()).isEqualTo(gateway.home().resolve("chela.json5").toString());
        assertThat(config.path("issues")).isEmpty();
        assertThat(config.path("warnings")).isEmpty();
    }

    @Test
    void tails_its_log() {
        JsonNode tail = wire.call("logs.tail", "{\"limit\":50}");
        assertThat(tail.path("lines").toString()).contains("listening on");
        JsonNode rest = wire.call("logs.tail", "{\"cursor\":" + tail.path("cursor").asLong() + "}");
        assertThat(rest.path("lines").toString()).doesNotContain("listening on");
    }

    @Test
    void answers_probes_over_http() throws Exception {
        for (String probe : List.of("/healthz", "/readyz")) {
            var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("http" + gateway.url().toString().substring(2) + probe)).build();
            assertThat(java.net.http.HttpClient.newHttpClient().send(request, java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }
}
