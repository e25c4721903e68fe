package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalMethodsTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        Talk talk = new Talk(root, new ExecSettings(ExecSettings.Mode.ASK, null, null, null, null, null));
        house = new WiredHouse(talk.tool("exec", arguments -> "did " + arguments));
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private JsonNode requested() throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'build it','idempotencyKey':'r1'}");
        house.talk.model.next().callWith("1", "exec", "{\"command\":\"make\",\"workdir\":\"src\"}");
        return client.await(frame -> frame.path("event").asText().equals("exec.approval.requested")).path("payload");
    }

    @Test
    void a_request_is_told_to_approvers_alone_and_their_word_lets_the_command_run() throws Exception {
        try (Client reader = house.clientWith("[\"operator.read\",\"operator.write\"]");
                Client approver = house.clientWith("[\"operator.approvals\"]")) {
            JsonNode asked = requested();
            assertThat(asked.path("request").path("command").asText()).isEqualTo("make");
            assertThat(asked.path("request").path("cwd").asText()).isEqualTo("src");
            assertThat(asked.path("request").path("sessionKey").asText()).isEqualTo("agent:main:main");
            String id = asked.path("id").asText();
            assertThat(approver.call("exec.approval.list", "{}").get(0)).isEqualTo(asked);
            assertThat(approver.call("exec.approval.get", "{'id':'" + id + "'}")).isEqualTo(asked);
            String waits = approver.ask("exec.approval.waitDecision", "{'id':'" + id + "'}");
            assertThat(approver.call("exec.approval.resolve", "{'id':'" + id + "','decision':'allow-once'}").path("ok").asBoolean()).isTrue();
            assertThat(approver.response(waits).path("payload").path("decision").asText()).isEqualTo("allow-once");
            assertThat(house.talk.model.next().results()).containsExactly("did {\"command\":\"make\",\"workdir\":\"src\"}");
            JsonNode resolved = approver.await(frame -> frame.path("event").asText().equals("exec.approval.resolved")).path("payload");
            assertThat(resolved.path("decision").asText()).isEqualTo("allow-once");
            assertThat(resolved.path("resolvedBy").asText()).isEqualTo("cli");
            assertThat(approver.call("exec.approval.list", "{}")).isEmpty();
            reader.call("health", "{}");
            assertThat(reader.events("exec.approval.requested")).isEmpty();
            assertThat(reader.refused("exec.approval.list", "{}").path("message").asText()).isEqualTo("missing scope: operator.approvals");
        }
    }

    @Test
    void whoever_follows_a_conversation_to_decide_gets_what_waits_there_and_hears_what_became_of_it() throws Exception {
        String id = requested().path("id").asText();
        try (Client late = house.clientWith("[\"operator.read\",\"operator.approvals\"]"); Client reader = house.clientWith("[\"operator.read\"]")) {
            JsonNode replay = late.call("sessions.messages.subscribe", "{'key':'main','includeApprovals':true}").path("approvalReplay");
            assertThat(replay.path("sessionKey").asText()).isEqualTo("agent:main:main");
            assertThat(replay.path("approvals")).hasSize(1);
            assertThat(replay.path("approvals").get(0).path("id").asText()).isEqualTo(id);
            assertThat(replay.path("approvals").get(0).path("presentation").path("commandText").asText()).isEqualTo("make");
            assertThat(late.call("sessions.messages.subscribe", "{'key':'other','includeApprovals':true}").path("approvalReplay").path("approvals"))
                    .isEmpty();
            assertThat(reader.refused("sessions.messages.subscribe", "{'key':'main','includeApprovals':true}").path("message").asText())
                    .isEqualTo("missing scope: operator.approvals");
            assertThat(reader.call("sessions.messages.subscribe", "{'key':'main'}").has("approvalReplay")).isFalse();
            client.call("exec.approval.resolve", "{'id':'" + id + "','decision':'deny'}");
            JsonNode told = late.await(frame -> frame.path("event").asText().equals("session.approval")).path("payload");
            assertThat(told.path("phase").asText()).isEqualTo("terminal");
            assertThat(told.path("approval").path("status").asText()).isEqualTo("denied");
            reader.call("health", "{}");
            assertThat(reader.events("session.approval")).isEmpty();
        }
    }

    @Test
    void what_is_unknown_decided_or_no_decision_is_refused_by_name() throws Exception {
        String id = requested().path("id").asText();
        assertThat(client.refused("exec.approval.resolve", "{'id':'" + id + "','decision':'maybe'}").path("message").asText())
                .contains("/decision").contains("allow-once, allow-always, deny");
        client.call("exec.approval.resolve", "{'id':'" + id + "','decision':'deny'}");
        for (String asked : new String[] {id, "nobody"}) {
            JsonNode error = client.refused("exec.approval.resolve", "{'id':'" + asked + "','decision':'allow-once'}");
            assertThat(error.path("details").path("reason").asText()).isEqualTo("APPROVAL_NOT_FOUND");
        }
        assertThat(client.call("exec.approval.waitDecision", "{'id':'" + id + "'}").path("decision").asText()).isEqualTo("deny");
        assertThat(house.talk.model.next().results().get(0)).contains("denied");
    }

    @Test
    void a_program_asks_in_two_phases_and_learns_when_nobody_answers() {
        String asks = client.ask("exec.approval.request", "{'id':'p1','command':'deploy','twoPhase':true}");
        JsonNode accepted = client.await(frame -> frame.path("payload").path("status").asText().equals("accepted")).path("payload");
        assertThat(accepted.path("id").asText()).isEqualTo("p1");
        client.call("exec.approval.resolve", "{'id':'p1','decision':'allow-once'}");
        assertThat(client.response(asks).path("payload").path("decision").asText()).isEqualTo("allow-once");
        JsonNode late = client.call("exec.approval.request", "{'command':'deploy','timeoutMs':1}");
        assertThat(late.has("decision")).isTrue();
        assertThat(late.path("decision").isNull()).isTrue();
    }

    @Test
    void what_was_decided_is_told_page_by_page_the_latest_first() {
        for (String id : new String[] {"p1", "p2", "p3"}) {
            String asks = client.ask("exec.approval.request", "{'id':'" + id + "','command':'deploy " + id + "','sessionKey':'main'}");
            client.await(frame -> frame.path("payload").path("id").asText().equals(id));
            assertThat(client.call("approval.get", "{'id':'" + id + "'}").at("/approval/status").asText()).isEqualTo("pending");
            assertThat(client.call("approval.resolve", "{'id':'" + id + "','kind':'exec','decision':'deny'}").path("applied").asBoolean()).isTrue();
            client.response(asks);
        }
        JsonNode first = client.call("approval.history", "{'limit':2}");
        JsonNode rest = client.call("approval.history", "{'limit':2,'cursor':'" + first.path("nextCursor").asText() + "'}");
        assertThat(first.path("items").findValuesAsText("commandText")).hasSize(2);
        assertThat(rest.path("items").findValuesAsText("commandText")).hasSize(1);
        assertThat(rest.has("nextCursor")).isFalse();
        assertThat(java.util.stream.Stream.of(first, rest).flatMap(page -> page.path("items").findValuesAsText("commandText").stream()))
                .containsExactlyInAnyOrder("deploy p1", "deploy p2", "deploy p3");
        JsonNode one = rest.at("/items/0");
        assertThat(one.at("/source/sessionKey").asText()).isEqualTo("agent:main:main");
        assertThat(one.at("/resolver/id").asText()).isEqualTo("cli");
        assertThat(one.path("resolvedAtMs").asLong()).isPositive();
        assertThat(client.call("approval.history", "{'kind':'plugin'}").path("items")).isEmpty();
        assertThat(client.refused("approval.history", "{'cursor':'x'}").path("message").asText()).contains("/cursor");
    }

    @Test
    void who_decides_second_is_told_what_was_decided_first() throws Exception {
        String id = requested().path("id").asText();
        assertThat(client.call("approval.resolve", "{'id':'" + id + "','kind':'exec','decision':'deny'}").at("/approval/decision").asText())
                .isEqualTo("deny");
        JsonNode second = client.call("approval.resolve", "{'id':'" + id + "','kind':'exec','decision':'allow-once'}");
        assertThat(second.path("applied").asBoolean()).isFalse();
        assertThat(second.at("/approval/status").asText()).isEqualTo("denied");
        assertThat(client.refused("approval.resolve", "{'id':'" + id + "','kind':'plugin','decision':'deny'}").at("/details/reason").asText())
                .isEqualTo("APPROVAL_NOT_FOUND");
        assertThat(house.talk.model.next().results().get(0)).contains("denied");
    }
}
