package dev.chela.core.turn.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.turn.Turns;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.LoopbackEvent;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoreCommandsTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;
    private int orders;

    @BeforeEach
    void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 4_000), Map.of("loopback", Map.of(
                "allowFrom", List.of("alice", "bob"), "dmPolicy", "allowlist")));
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private String order(String text) {
        String id = "order" + ++orders;
        return talk.say(id, text).end(id).text();
    }

    private Session session() {
        return talk.house.sessions.open(House.MAIN);
    }

    @Test
    void name_titles_the_conversation_once() {
        assertThat(order("/name")).contains("no name");
        assertThat(order("/name  Trip to  Husum")).contains("Trip to Husum");
        assertThat(session().label()).isEqualTo("Trip to Husum");
        talk.say(new SessionKey("agent:main:side"), "s", "/name Trip to Husum");
        assertThat(talk.end("s").text()).contains("agent:main:main");
    }

    @Test
    void usage_says_what_replies_take_and_what_was_spent() throws Exception {
        assertThat(order("/usage")).startsWith("Usage: off");
        assertThat(order("/usage full")).contains("tokens");
        assertThat(session().settings().get(Setting.RESPONSE_USAGE)).isEqualTo("full");
        talk.say("a", "hello");
        talk.model.next().answer("hi");
        talk.end("a");
        assertThat(order("/usage cost")).contains("This conversation: 10 tokens in, 5 out, $0.0001", "today: 10 tokens in", "30 days: 10 tokens in");
        order("/usage reset");
        assertThat(session().settings().get(Setting.RESPONSE_USAGE)).isEmpty();
    }

    @Test
    void models_are_listed_by_provider() {
        assertThat(order("/models")).contains("test: 2");
        assertThat(order("/models test")).contains("test/scripted", "test/other");
        assertThat(order("/models nobody")).contains("\"nobody\"", "test");
        assertThat(order("/model status")).isEqualTo("Model: test/scripted\nThinking: default (low, high)"
                + "\nCredentials: test:default, work (/model NAME@CREDENTIAL uses one alone)");
    }

    @Test
    void a_conversation_begins_anew_with_another_model_and_stays_as_it_is_when_there_is_none_of_that_name() throws Exception {
        talk.say("a", "hello");
        talk.model.next().answer("hi");
        talk.end("a");
        long before = session().entries();
        assertThat(order("/new nobody/nothing")).contains("nobody");
        assertThat(session().entries()).as("nothing but the order and its answer came").isEqualTo(before + 2);
        assertThat(order("/new test/other")).contains("A new conversation", "test/other");
        talk.say("b", "and now?");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("and now?");
        asked.answer("anew");
        talk.end("b");
        assertThat(order("/status")).contains("test/other (chosen here)");
    }

    @Test
    void tools_and_the_size_of_the_prompt_are_shown_as_the_next_turn_has_them() throws Exception {
        talk.offering("look", "seen").offering("listen", "heard");
        talk.say("a", "hello");
        talk.model.next().answer("hi");
        talk.end("a");
        assertThat(order("/tools")).isEqualTo("listen, look");
        assertThat(order("/tools verbose")).contains("look: look");
        assertThat(order("/context")).contains("Next prompt for test/scripted, which reads 100,000 tokens", "System prompt: ",
                "- instructions: ", "Tools: 2, ", "- look: ", "Conversation: 2 messages", "Last prompt, as counted: 15 tokens");
        var tree = Json.read(order("/context json"));
        assertThat(tree.path("messages").asInt()).isEqualTo(2);
        assertThat(tree.at("/system/0/chars").asLong()).isGreaterThan(500);
        assertThat(order("/context map")).contains("/context detail");
    }

    @Test
    void a_question_beside_the_conversation_is_answered_while_a_run_goes_on_and_stays_out_of_it() throws Exception {
        talk.offering("look", "seen");
        talk.say("a", "first");
        PacedModel.Asked run = talk.model.next();
        talk.say("b", "/btw what did I ask?");
        PacedModel.Asked aside = talk.model.next();
        assertThat(aside.heard()).hasSize(2).first().isEqualTo("first");
        assertThat(aside.heard().get(1)).endsWith("what did I ask?");
        assertThat(aside.offered()).isEmpty();
        talk.say("s", "/status");
        assertThat(talk.end("s").text()).as("what is said after it does not wait").contains("Running: a");
        aside.answer("first");
        assertThat(talk.end("b").text()).isEqualTo("first");
        run.answer("one");
        talk.end("a");
        talk.say("c", "second");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).containsExactly("first", "second");
        next.answer("two");
        talk.end("c");
        assertThat(session().spent().input()).as("it was paid for").isEqualTo(30);
    }

    @Test
    void a_question_beside_work_with_tools_tells_of_it_in_words() throws Exception {
        talk.offering("look", "seen");
        talk.say("a", "first");
        talk.model.next().call("c1:look");
        talk.model.next().answer("I saw it.");
        talk.end("a");
        talk.say("b", "/btw what did you see?");
        PacedModel.Asked aside = talk.model.next();
        assertThat(aside.results()).isEmpty();
        assertThat(aside.heard()).contains("first", "[What the tool look gave]\nseen");
        assertThat(aside.messages().toString()).contains("Working.", "I saw it.");
        aside.answer("it");
        assertThat(talk.end("b").text()).isEqualTo("it");
    }

    @Test
    void who_am_i_says_it_as_the_configuration_wants_it() {
        assertThat(order("/whoami")).contains("the owner", "agent:main:main");
        wire.send(LoopbackChannel.said("e1", "bob", "/id"));
        talk.house.until("told", () -> wire.texts().stream().anyMatch(text -> text.startsWith("You are loopback:bob.")));
    }

    @Test
    void what_is_the_owners_is_refused_to_others() {
        wire.send(LoopbackChannel.said("e1", "bob", "/send off"));
        talk.house.until("refused", () -> wire.texts().stream().anyMatch(text -> text.contains("only the owner")));
        assertThat(session().settings().get(Setting.SEND_POLICY)).isEmpty();
    }

    @Test
    void the_owner_keeps_answers_in_the_house() throws Exception {
        wire.send(LoopbackChannel.said("e1", "alice", "/send off"));
        talk.house.until("told", () -> wire.texts().stream().anyMatch(text -> text.contains("not sent here any more")));
        wire.send(LoopbackChannel.said("e2", "alice", "hello"));
        talk.model.next().answer("kept");
        talk.house.until("it is over", () -> talk.told.stream().anyMatch(
                told -> told instanceof Turns.Ended end && end.settled().text().equals("kept")));
        wire.send(LoopbackChannel.said("e3", "alice", "/send inherit"));
        talk.house.until("told", () -> wire.texts().stream().anyMatch(text -> text.contains("as configured")));
        assertThat(wire.texts()).doesNotContain("kept");
    }

    @Test
    void a_group_is_listened_to_as_its_owner_says() throws Exception {
        wire.send(LoopbackEvent.of("e1", "alice").in("town").says("among ourselves"));
        wire.send(LoopbackEvent.of("e2", "alice").in("town").mentioning().says("/activation always"));
        talk.house.until("told", () -> wire.texts().stream().anyMatch(text -> text.contains("everything in this group")));
        wire.send(LoopbackEvent.of("e3", "alice").in("town").says("among us all"));
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).singleElement().asString().startsWith("[alice] among us all").contains("alice: among ourselves");
        asked.answer("yes");
        assertThat(order("/activation always")).contains("no group");
    }
}
