package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.id.SessionKey;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionVerbsTest {
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

    private void turn(String key, String id, String text) throws Exception {
        client.call("chat.send", "{'sessionKey':'" + key + "','message':'" + text + "','idempotencyKey':'" + id + "'}");
        house.talk.model.next().answer("answer to " + text);
        client.end(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sessions.resolve | {} | exactly one of",
        "sessions.resolve | {'key':'main','label':'x'} | exactly one of",
        "sessions.resolve | {'label':'nothing'} | No session found: nothing",
        "sessions.resolve | {'key':'main','bogus':1} | unexpected property 'bogus'",
        "sessions.get | {} | required property 'key'",
        "sessions.preview | {'keys':[]} | /keys",
        "sessions.preview | {'keys':['main'],'maxChars':19} | /maxChars",
        "sessions.patchMany | {'targets':[],'patch':{'label':'x'}} | /targets",
        "sessions.patchMany | {'targets':[{'key':'main'}],'patch':{'statusNote':'x'}} | unexpected property 'statusNote'",
        "sessions.create | {'label':''} | /label",
        "sessions.create | {'model':'nothing/here'} | Unknown model",
        "sessions.create | {'parentSessionKey':'nobody'} | unknown parent session: nobody",
        "sessions.create | {'message':'a','task':'b'} | /task",
        "sessions.create | {'worktree':true} | unexpected property 'worktree'",
        "sessions.send | {'key':'nobody','message':'x'} | session not found: nobody",
        "sessions.send | {'key':'main','message':' '} | /message",
        "sessions.steer | {'key':'main'} | required property 'message'",
        "sessions.list | {'sortBy':'size'} | /sortBy",
        "sessions.list | {'archived':'some'} | archived"})
    void what_is_wrong_is_named_and_no_session_is_made(String method, String params, String said) {
        assertThat(client.refused(method, params).path("message").asText()).contains(said);
        assertThat(house.talk.house.sessions.count()).isZero();
    }

    @Test
    void a_session_is_found_by_key_id_label_and_the_beginning_of_its_id() {
        JsonNode made = client.call("sessions.create", "{'key':'garden','label':'Garden plans'}");
        String id = made.path("sessionId").asText();
        for (String by : new String[] {"'key':'garden'", "'sessionId':'" + id + "'", "'label':'Garden plans'",
            "'shortId':'" + id.substring(0, 8).toUpperCase(java.util.Locale.ROOT) + "'"}) {
            JsonNode found = client.call("sessions.resolve", "{" + by + "}");
            assertThat(found.path("key").asText()).as(by).isEqualTo("agent:main:garden");
            assertThat(found.path("displayName").asText()).isEqualTo("Garden plans");
        }
        assertThat(client.call("sessions.resolve", "{'key':'nobody','allowMissing':true}").path("ok").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'key':'garden'}", "{'key':'agent:main:garden','slug':'something-else'}", "{'key':'nobody','slug':'garden-plans'}"})
    void a_page_s_address_leads_to_the_session_of_its_key_else_to_the_one_of_its_title(String reference) {
        client.call("sessions.create", "{'key':'garden','label':'Garden plans'}");
        client.call("sessions.create", "{'key':'house','label':'House plans'}");

        assertThat(client.call("sessions.resolve", "{'reference':" + reference + ",'agentId':'main'}").path("key").asText()).isEqualTo("agent:main:garden");
        assertThat(client.call("sessions.resolve", "{'reference':{'key':'nobody','slug':'plans'},'allowMissing':true}").path("ok").asBoolean()).isFalse();
    }

    @Test
    void several_that_fit_are_offered_and_a_hint_decides() {
        var garden = house.talk.house.sessions.open(new SessionKey("agent:main:garden"));
        for (String name : new String[] {"garden", "house"}) {
            house.talk.house.sessions.commit(new SessionKey("agent:main:" + name), "seed", "create", (fresh, step) -> new Session(
                    fresh.key(), garden.id(), fresh.file(), "The " + name + " plans", "", "", 1, 1, 1, "r", "", 0, Session.Last.NONE,
                    Session.Spent.NOTHING, Session.Look.NONE,
                    Session.Source.NONE, "", Settings.NONE, 0));
        }
        JsonNode several = client.call("sessions.resolve", "{'shortId':'" + garden.id().substring(0, 8) + "'}");
        assertThat(several.path("ok").asBoolean()).isFalse();
        assertThat(several.path("candidates").findValuesAsText("key")).containsExactly("agent:main:garden", "agent:main:house");
        assertThat(client.call("sessions.resolve", "{'shortId':'" + garden.id().substring(0, 8) + "','slugHint':'house-plans'}")
                .path("key").asText()).isEqualTo("agent:main:house");
    }

    @Test
    void what_was_said_is_read_in_full_and_in_short() throws Exception {
        turn("main", "a", "a question that is rather longer than twenty characters");
        client.call("sessions.create", "{'key':'quiet'}");
        JsonNode got = client.call("sessions.get", "{'key':'main','limit':1}").path("messages");
        assertThat(got).hasSize(1);
        assertThat(got.get(0).path("role").asText()).isEqualTo("assistant");
        JsonNode previews = client.call("sessions.preview", "{'keys':['main','quiet','nobody','agent:gone:x'],'maxChars':20}").path("previews");
        assertThat(previews.findValuesAsText("status")).containsExactly("ok", "empty", "missing", "missing");
        assertThat(previews.get(0).path("items").findValuesAsText("role")).containsExactly("user", "assistant");
        assertThat(previews.get(0).path("items").get(0).path("text").asText()).hasSize(20).startsWith("a question that").endsWith("…");
    }

    @Test
    void many_are_patched_each_on_its_own() {
        String id = client.call("sessions.create", "{'key':'a'}").path("sessionId").asText();
        client.call("sessions.create", "{'key':'b'}");
        JsonNode outcomes = client.call("sessions.patchMany", "{'targets':[{'key':'a','expectedSessionId':'" + id + "'},"
                + "{'key':'b','expectedSessionId':'other'},{'key':'b'}],'patch':{'model':'test/other'}}").path("outcomes");
        assertThat(outcomes.findValuesAsText("ok")).containsExactly("true", "false", "true");
        assertThat(outcomes.get(1).path("error").path("details").path("reason").asText()).isEqualTo("session-changed");
        assertThat(client.call("sessions.list", "{}").path("sessions").findValuesAsText("model")).containsExactly("other", "other");
        client.call("sessions.patchMany", "{'targets':[{'key':'a'}],'patch':{'model':null}}");
        assertThat(client.call("sessions.describe", "{'key':'a'}").path("session").path("model").asText()).isEqualTo("scripted");
    }

    @Test
    void a_label_belongs_to_one_session() {
        client.call("sessions.create", "{'key':'a','label':'mine'}");
        assertThat(client.refused("sessions.patch", "{'key':'b','label':'mine'}").path("message").asText())
                .contains("label already in use: mine", "agent:main:a");
        client.call("sessions.patch", "{'key':'a','label':'mine'}");
        JsonNode outcomes = client.call("sessions.patchMany", "{'targets':[{'key':'c'},{'key':'d'}],'patch':{'label':'ours'}}").path("outcomes");
        assertThat(outcomes.findValuesAsText("ok")).containsExactly("true", "false");
    }

    @Test
    void a_session_is_made_with_its_first_message_and_the_model_of_its_parent() throws Exception {
        client.call("sessions.create", "{'key':'parent','model':'test/other'}");
        JsonNode made = client.call("sessions.create", "{'parentSessionKey':'parent','succeedsParent':true,'emitCommandHooks':true,"
                + "'displayName':'A child','message':'hi','idempotencyKey':'c1'}");
        assertThat(made.path("key").asText()).startsWith("agent:main:dashboard:");
        assertThat(made.path("runStarted").asBoolean()).isTrue();
        assertThat(made.path("runId").asText()).isEqualTo("c1");
        assertThat(made.path("resolved").path("model").asText()).isEqualTo("other");
        var asked = house.talk.model.next();
        assertThat(asked.heard()).containsExactly("hi");
        asked.answer("hello");
        client.end("c1");
        JsonNode row = client.call("sessions.describe", "{'key':'" + made.path("key").asText() + "'}").path("session");
        assertThat(row.path("displayName").asText()).isEqualTo("A child");
        JsonNode again = client.call("sessions.create", "{'key':'" + made.path("key").asText() + "','message':'hi','idempotencyKey':'c1'}");
        assertThat(again.path("runStarted").asBoolean()).isFalse();
        assertThat(again.path("sessionId").asText()).isEqualTo(made.path("sessionId").asText());
    }

    @Test
    void a_message_is_sent_once_and_a_steering_one_takes_the_place_of_what_runs() throws Exception {
        assertThat(client.call("sessions.send", "{'key':'main','message':'first','idempotencyKey':'s1'}").path("status").asText())
                .isEqualTo("started");
        house.talk.model.next();
        assertThat(client.call("sessions.send", "{'key':'main','message':'first','idempotencyKey':'s1'}").path("status").asText())
                .isEqualTo("in_flight");
        JsonNode steered = client.call("sessions.steer", "{'key':'main','message':'second','idempotencyKey':'s2'}");
        assertThat(steered.path("interruptedActiveRun").asBoolean()).isTrue();
        assertThat(client.end("s1").path("state").asText()).isEqualTo("aborted");
        var asked = house.talk.model.next();
        assertThat(asked.heard()).last().isEqualTo("second");
        JsonNode again = client.call("sessions.steer", "{'key':'main','message':'second','idempotencyKey':'s2'}");
        assertThat(again.path("status").asText()).isEqualTo("in_flight");
        assertThat(again.path("interruptedActiveRun").asBoolean()).isFalse();
        asked.answer("ok");
        assertThat(client.end("s2").path("state").asText()).isEqualTo("final");
    }

    @Test
    void a_message_says_what_becomes_of_it_while_its_session_is_at_work() throws Exception {
        client.call("chat.send", "{'sessionKey':'main','message':'first','idempotencyKey':'q1'}");
        house.talk.model.next();
        client.call("chat.send", "{'sessionKey':'main','message':'second','idempotencyKey':'q2','queueMode':'followup'}");
        client.call("chat.send", "{'sessionKey':'main','message':'third','idempotencyKey':'q3','queueMode':'interrupt','timeoutMs':0}");
        house.talk.model.next().answer("third it is");
        assertThat(client.end("q1").path("state").asText()).isEqualTo("aborted");
        assertThat(client.end("q2").path("state").asText()).isEqualTo("aborted");
        assertThat(client.end("q3").path("state").asText()).isEqualTo("final");
        assertThat(client.refused("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'q4','queueMode':'later'}")
                .path("message").asText()).contains("/queueMode");
        assertThat(client.refused("sessions.send", "{'key':'main','message':'x','timeoutMs':-1}").path("message").asText())
                .contains("/timeoutMs");
    }

    @Test
    void an_answer_also_goes_over_the_channel_by_which_the_session_was_last_spoken_to() throws Exception {
        assertThat(client.refused("chat.send", "{'sessionKey':'main','message':'x','idempotencyKey':'d0','deliver':true}").path("message")
                .asText()).contains("/deliver", "nothing was said to it over a channel");
        assertThat(client.refused("agent", "{'message':'x','idempotencyKey':'d0','deliver':true}").path("message").asText())
                .contains("/deliver");
        String alice = new ReturnAddress("loopback", "default", new Conversation("alice", Conversation.Kind.DIRECT, "", "", "Alice"), "alice",
                new ReplyTo("m1", "alice", false, "")).write();
        var rooms = house.talk.house;
        rooms.sessions.commit(new SessionKey("agent:main:main"), "seed", "create", (fresh, step) -> fresh.reachable(alice));
        client.call("chat.send", "{'sessionKey':'main','message':'tell her','idempotencyKey':'d1','deliver':true}");
        house.talk.model.next().answer("told");
        client.end("d1");
        assertThat(rooms.ledger.read("SELECT payload FROM outbox", row -> row.text("payload"))).singleElement().asString()
                .contains("told", "alice").doesNotContain("m1");
        assertThat(client.call("sessions.describe", "{'key':'main'}").at("/session/channel").asText()).isEqualTo("loopback");
    }

    @Test
    void the_list_leaves_out_and_sorts_as_asked() throws Exception {
        turn("main", "a", "early");
        turn("other", "b", "late");
        client.call("sessions.create", "{'key':'cron:daily'}");
        client.call("sessions.create", "{'key':'subagent:1'}");
        client.call("sessions.create", "{'key':'hook:1'}");
        client.call("sessions.patch", "{'key':'main','label':'touched last'}");
        assertThat(keys("{}")).hasSize(5).startsWith("agent:main:main");
        assertThat(keys("{'excludeCron':true,'excludeSubagents':true,'excludeSystem':true}"))
                .containsExactly("agent:main:main", "agent:main:other");
        assertThat(keys("{'sortBy':'lastInteractionAt','requireLastInteraction':true}"))
                .containsExactly("agent:main:other", "agent:main:main");
        assertThat(keys("{'archived':'all'}")).hasSize(5);
        assertThat(keys("{'archived':true}")).isEmpty();
    }

    private java.util.List<String> keys(String params) {
        return client.call("sessions.list", params).path("sessions").findValuesAsText("key");
    }
}
