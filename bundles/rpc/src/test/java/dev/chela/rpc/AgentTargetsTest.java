package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.turn.internal.PacedModel.Asked;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import dev.chela.testkit.channel.Wire.Memory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A turn for somebody on a channel: in whose conversation it is, where its answer goes, and what the model is told with it. */
class AgentTargetsTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Memory.NONE);
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(new Talk(root, LoopbackChannel.on(wire, 200), Map.of(LoopbackChannel.ID, Map.of("allowFrom", List.of("alice")))));
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    /** @param params besides message and key */
    private JsonNode agent(String run, String params) throws Exception {
        String asked = client.ask("agent", "{'message':'hello','idempotencyKey':'" + run + "'," + params + "}");
        house.talk.model.next().answer("answer of " + run);
        JsonNode answer = client.response(asked);
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
        return answer.path("payload");
    }

    private String sessionOf(String run) {
        return client.await(frame -> frame.at("/payload/runId").asText().equals(run) && frame.at("/payload/status").asText().equals("accepted"))
                .at("/payload/sessionKey").asText();
    }

    private void sent(String chat, String text) {
        house.talk.house.until(text + " sent to " + chat,
                () -> wire.arrived().stream().anyMatch(each -> each.chat().equals(chat) && each.text().equals(text)));
    }

    @Test
    void the_turn_is_of_the_conversation_with_whoever_is_named_and_is_sent_only_on_demand() throws Exception {
        agent("a", "'to':'group:Garden','channel':'loopback'");
        assertThat(sessionOf("a")).isEqualTo("agent:main:loopback:channel:garden");
        agent("direct", "'to':'bob','channel':'loopback'");
        assertThat(sessionOf("direct")).isEqualTo("agent:main:main");
        agent("b", "'to':'loopback:group:Family','deliver':true");
        assertThat(sessionOf("b")).isEqualTo("agent:main:loopback:channel:family");
        sent("Family", "answer of b");
        assertThat(wire.texts()).containsExactly("answer of b");
    }

    @Test
    void the_answer_goes_to_whom_it_is_to_go_whoever_is_spoken_for() throws Exception {
        agent("a", "'sessionKey':'main','to':'bob','replyTo':'carol','replyChannel':'loopback','deliver':true");
        assertThat(sessionOf("a")).isEqualTo("agent:main:main");
        sent("carol", "answer of a");
    }

    @Test
    void an_answer_that_can_go_nowhere_is_refused_unless_it_need_not() throws Exception {
        assertThat(client.refused("agent", "{'message':'x','idempotencyKey':'n','deliver':true}").path("message").asText()).contains("/deliver");
        assertThat(agent("a", "'deliver':true,'bestEffortDeliver':true").path("status").asText()).isEqualTo("ok");
        assertThat(wire.texts()).isEmpty();
    }

    @Test
    void nothing_is_delivered_for_a_conversation_that_sends_nothing() {
        client.call("sessions.patch", "{'key':'main','sendPolicy':'deny'}");
        assertThat(client.refused("agent", "{'message':'x','idempotencyKey':'n','deliver':true,'sessionKey':'main','to':'bob'}")
                .path("message").asText()).contains("sendPolicy is deny");
    }

    @Test
    void what_a_program_tells_the_model_holds_for_its_run_alone() throws Exception {
        client.ask("agent", "{'message':'one','idempotencyKey':'a','extraSystemPrompt':'Speak in rhymes.','label':'Rhymes'}");
        Asked first = house.talk.model.next();
        assertThat(first.messages().get(0).toString()).contains("Speak in rhymes.");
        first.answer("done");
        client.end("a");
        client.ask("agent", "{'message':'two','idempotencyKey':'b'}");
        Asked second = house.talk.model.next();
        assertThat(second.messages().get(0).toString()).doesNotContain("Speak in rhymes.");
        second.answer("done");
        client.end("b");
        assertThat(client.call("sessions.describe", "{'key':'main'}").at("/session/label").asText()).isEqualTo("Rhymes");
    }

    @Test
    void a_session_is_found_by_its_id_and_no_other_is_taken_for_it() throws Exception {
        String id = client.call("sessions.create", "{'key':'garden'}").path("sessionId").asText();
        agent("a", "'sessionId':'" + id + "'");
        assertThat(sessionOf("a")).isEqualTo("agent:main:garden");
        agent("b", "'sessionKey':'garden','expectedExistingSessionId':'" + id + "'");
        for (String other : List.of("'sessionKey':'garden','sessionId':'other'", "'sessionKey':'new','expectedExistingSessionId':'" + id + "'")) {
            assertThat(client.refused("agent", "{'message':'x','idempotencyKey':'n'," + other + "}").at("/details/reason").asText())
                    .isEqualTo("session-changed");
        }
        assertThat(client.refused("agent", "{'message':'x','idempotencyKey':'n','sessionId':'nobody'}").path("message").asText())
                .isEqualTo("No session found: nobody");
    }

    @Test
    void a_model_is_named_with_its_provider_apart_or_together() throws Exception {
        assertThat(agent("a", "'provider':'test','model':'other'").at("/result/meta/agentMeta/provider").asText()).isEqualTo("test");
        assertThat(client.refused("agent", "{'message':'x','idempotencyKey':'n','provider':'test'}").path("message").asText()).contains("/provider");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'to':'bob','channel':'nowhere'|unknown channel: nowhere", "'to':'bob','accountId':'second'|unknown account: second"})
    void what_is_wrong_is_refused_by_name(String both) {
        String[] parts = both.split("\\|");
        assertThat(client.refused("agent", "{'message':'x','idempotencyKey':'n'," + parts[0] + "}").path("message").asText()).contains(parts[1]);
    }

    @Test
    void a_message_is_delivered_to_where_its_client_says_it_came_from() throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'a','deliver':true,'originatingChannel':'loopback',"
                + "'originatingTo':'dave'}");
        house.talk.model.next().answer("for dave");
        sent("dave", "for dave");
    }

    @Test
    void what_looks_like_a_command_can_be_meant_for_the_model() throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'/status','idempotencyKey':'a','suppressCommandInterpretation':true}");
        Asked asked = house.talk.model.next();
        assertThat(asked.heard()).containsExactly("/status");
        asked.answer("fine");
        client.end("a");
    }

    @Test
    void a_message_for_another_permission_mode_is_not_sent() {
        client.call("sessions.patch", "{'key':'main','permissionMode':'guarded'}");
        assertThat(client.refused("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'a','expectedPermissionMode':'full'}")
                .at("/details/reason").asText()).isEqualTo("permission-mode-changed");
    }
}
