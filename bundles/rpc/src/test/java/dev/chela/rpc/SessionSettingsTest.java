package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.model.Pace;
import dev.chela.core.turn.internal.PacedModel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person settles for one conversation alone, and a conversation that begins with another. */
class SessionSettingsTest {
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

    private JsonNode row(String key) {
        return client.call("sessions.describe", "{'key':'" + key + "'}").path("session");
    }

    private void turn(String id, String text) throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'" + text + "','idempotencyKey':'" + id + "'}");
        house.talk.model.next().answer("answer to " + text);
        client.end(id);
    }

    private List<String> shown(String key) {
        return client.call("chat.history", "{'sessionKey':'" + key + "'}").path("messages").findValuesAsText("text");
    }

    @ParameterizedTest
    @CsvSource({"sendPolicy,deny,deny", "responseUsage,full,full", "responseUsage,on,tokens", "reasoningLevel,stream,stream",
            "permissionMode,read-only,read-only", "execSecurity,allowlist,allowlist", "execAsk,on-miss,on-miss", "execHost,sandbox,sandbox",
            "elevatedLevel,ask,ask", "traceLevel,on,on", "fastMode,auto,auto"})
    void a_setting_is_kept_until_it_is_cleared_also_after_a_restart(String name, String value, String kept) throws Exception {
        assertThat(client.call("sessions.patch", "{'key':'main','" + name + "':'" + value + "'}").path("entry").path(name).asText())
                .isEqualTo(kept);
        client.call("sessions.patch", "{'key':'main','icon':'x'}");
        client.close();
        house.close();
        open();
        assertThat(row("main").path(name).asText()).isEqualTo(kept);
        assertThat(client.call("sessions.patch", "{'key':'main','" + name + "':null}").path("entry").has(name)).isFalse();
        assertThat(row("main").has(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"sendPolicy,maybe", "responseUsage,some", "reasoningLevel,loud", "permissionMode,workspace", "execSecurity,none", "execAsk,never", "execHost,node",
            "elevatedLevel,high", "traceLevel,raw", "fastMode,soon"})
    void what_a_setting_cannot_be_is_refused_and_nothing_is_changed(String name, String value) {
        String refusal = client.refused("sessions.patch", "{'key':'main','icon':'x','" + name + "':'" + value + "'}").path("message").asText();
        assertThat(refusal).contains("at /" + name).contains("not '" + value + "'");
        assertThat(row("main").has("icon")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'sendPolicy':'deny'", "'responseUsage':'off'", "'reasoningLevel':'on'", "'execAsk':'off'", "'execSecurity':'full'", "'execHost':'gateway'", "'elevatedLevel':'full'", "'traceLevel':'on'",
            "'permissionMode':'full'", "'permissionMode':null"})
    void whoever_may_only_write_widens_nothing(String wanted) throws Exception {
        try (Client writer = house.clientWith("[\"operator.write\"]")) {
            for (String call : List.of("sessions.patch|{'key':'main'," + wanted + "}",
                    "sessions.patchMany|{'targets':[{'key':'main'}],'patch':{" + wanted + "}}")) {
                String[] parts = call.split("\\|");
                assertThat(writer.refused(parts[0], parts[1]).path("details").path("missingScope").asText()).isEqualTo("operator.admin");
            }
            assertThat(writer.call("sessions.patch", "{'key':'main','permissionMode':'guarded'}").path("entry").path("permissionMode").asText())
                    .isEqualTo("guarded");
        }
    }

    @Test
    void whoever_may_write_says_whether_a_conversation_or_one_message_is_fast() throws Exception {
        try (Client writer = house.clientWith("[\"operator.read\",\"operator.write\"]")) {
            assertThat(writer.call("sessions.patch", "{'key':'main','fastMode':true}").path("entry").path("fastMode").booleanValue()).isTrue();
            assertThat(pace("a", "")).isEqualTo(Pace.FAST);
            assertThat(pace("b", ",'fastMode':false")).isEqualTo(Pace.STANDARD);
            assertThat(writer.call("sessions.patch", "{'key':'main','fastMode':false}").path("entry").path("fastMode").isBoolean()).isTrue();
            assertThat(row("main").path("fastMode").isBoolean()).isTrue();
            assertThat(pace("c", ",'fastMode':'auto'")).isEqualTo(Pace.FAST);
            assertThat(writer.call("sessions.create", "{'key':'quick','fastMode':'auto'}").path("entry").path("fastMode").asText()).isEqualTo("auto");
            assertThat(writer.refused("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'d','fastMode':'soon'}").path("message").asText())
                    .contains("at /fastMode");
        }
    }

    private Pace pace(String id, String more) throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'" + id + "'" + more + "}");
        PacedModel.Asked asked = house.talk.model.next();
        asked.answer("answer");
        client.end(id);
        return asked.pace();
    }

    @Test
    void a_mode_that_changed_since_it_was_read_is_not_changed_again() {
        client.call("sessions.patch", "{'key':'main','permissionMode':'guarded','expectedPermissionMode':null}");
        assertThat(client.refused("sessions.patch", "{'key':'main','permissionMode':'full','expectedPermissionMode':null}")
                .path("details").path("reason").asText()).isEqualTo("permission-mode-changed");
        client.call("sessions.patch", "{'key':'main','permissionMode':'full','expectedPermissionMode':'guarded'}");
        assertThat(row("main").path("permissionMode").asText()).isEqualTo("full");
    }

    @Test
    void a_session_begins_with_what_was_said_in_its_parent_and_as_it_was_set_up() throws Exception {
        turn("a", "one");
        client.call("sessions.patch", "{'key':'main','permissionMode':'read-only'}");
        client.call("sessions.create", "{'key':'copy','parentSessionKey':'main','fork':true,'displayName':'The copy'}");
        client.call("sessions.create", "{'key':'copy','parentSessionKey':'main','fork':true}");
        assertThat(shown("copy")).containsExactly("one", "answer to one");
        assertThat(row("copy").path("permissionMode").asText()).isEqualTo("read-only");
        assertThat(row("copy").path("parentSessionKey").asText()).isEqualTo("agent:main:main");
        assertThat(row("copy").path("derivedTitle").asText()).isEqualTo("The copy");
    }

    @Test
    void while_the_parent_is_at_work_only_what_it_has_completed_is_copied() throws Exception {
        turn("a", "one");
        client.call("chat.send", "{'sessionKey':'main','message':'two','idempotencyKey':'b'}");
        var asked = house.talk.model.next();
        assertThat(client.refused("sessions.create", "{'key':'copy','parentSessionKey':'main','fork':true}").path("retryable").asBoolean())
                .isTrue();
        client.call("sessions.create", "{'key':'copy','parentSessionKey':'main','fork':true,'forkFrom':'last-completed'}");
        assertThat(shown("copy")).containsExactly("one", "answer to one");
        asked.answer("done");
        client.end("b");
    }

    @Test
    void nothing_is_copied_over_a_session_that_is_there_or_from_nowhere() throws Exception {
        turn("a", "one");
        client.call("sessions.create", "{'key':'there'}");
        assertThat(client.refused("sessions.create", "{'key':'there','parentSessionKey':'main','fork':true}").path("message").asText())
                .contains("is there already");
        assertThat(client.refused("sessions.create", "{'key':'new','fork':true}").path("message").asText()).contains("parentSessionKey");
        assertThat(client.refused("sessions.create", "{'key':'new','fork':true,'parentSessionKey':'nobody'}").path("message").asText())
                .contains("unknown parent session");
    }
}
