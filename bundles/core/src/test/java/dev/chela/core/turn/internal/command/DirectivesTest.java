package dev.chela.core.turn.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Passage.Answered;
import dev.chela.api.hook.Passage.Called;
import dev.chela.api.hook.Passage.Calling;
import dev.chela.api.hook.Verdict;
import dev.chela.api.model.Pace;
import dev.chela.core.model.Models;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.run.Books;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders within messages, and what they do to a turn and to what is seen of it over a channel. */
class DirectivesTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", Map.of(
                "allowFrom", List.of("alice", "bob"), "dmPolicy", "allowlist")));
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private String order(String id, String text) {
        return talk.say(id, text).end(id).text();
    }

    private Session session() {
        return talk.house.sessions.open(House.MAIN);
    }

    private PacedModel.Asked asked(String id, String text) throws InterruptedException {
        talk.say(id, text);
        return talk.model.next();
    }

    @Test
    void alone_it_holds_until_it_is_taken_back() throws Exception {
        assertThat(order("t1", "/think high")).startsWith("Think: high");
        PacedModel.Asked asked = asked("a", "first");
        assertThat(asked.thinking()).isEqualTo("high");
        asked.answer("one");
        talk.end("a");
        assertThat(order("t2", "/t")).contains("Think: high", "low|high|default");
        assertThat(order("t3", "/think default")).startsWith("Think: default");
        assertThat(session().thinking()).isEmpty();
    }

    @Test
    void before_a_question_it_holds_for_that_alone_and_the_assistant_does_not_see_it() throws Exception {
        PacedModel.Asked asked = asked("a", "/think:low first");
        assertThat(asked.thinking()).isEqualTo("low");
        assertThat(asked.heard()).containsExactly("first");
        asked.answer("one");
        talk.end("a");
        assertThat(session().thinking()).isEmpty();
        PacedModel.Asked next = asked("b", "second");
        assertThat(next.thinking()).isEmpty();
        next.answer("two");
        talk.end("b");
        assertThat(talk.story()).containsExactly("user: first", "assistant: one", "user: second", "assistant: two");
    }

    @Test
    void a_run_that_a_stop_interrupted_goes_on_in_the_manner_that_was_ordered() throws Exception {
        asked("a", "/think low /fast on first");
        talk.house.abandon();
        talk = new Talk(root);
        PacedModel.Asked again = talk.model.next();
        assertThat(again.thinking()).isEqualTo("low");
        assertThat(again.pace()).isEqualTo(Pace.FAST);
        assertThat(again.heard()).containsExactly("first");
        again.answer("one");
        talk.end("a");
    }

    @Test
    void several_alone_all_hold() {
        assertThat(order("t", "/think high /verbose on /reasoning stream /queue collect")).contains("Think: high", "Verbose: on", "Reasoning: stream", "Queue: collect");
        assertThat(session().look().verbose()).isEqualTo("on");
        assertThat(session().settings().get(Setting.REASONING)).isEqualTo("stream");
        assertThat(session().settings().get(Setting.QUEUE_MODE)).isEqualTo("collect");
    }

    @Test
    void a_level_that_there_is_not_is_named_with_those_there_are() {
        assertThat(order("t1", "/think hgih")).contains("\"hgih\"", "low|high|default");
        assertThat(order("t2", "/verbose loud please")).contains("\"loud\"", "off|on|full");
        assertThat(order("t3", "/model test/other")).contains("test/other");
        assertThat(order("t4", "/think high")).contains("test/other cannot be told how hard to think");
    }

    @Test
    void a_model_before_a_question_answers_it_and_stays() throws Exception {
        PacedModel.Asked asked = asked("a", "/model test/other first");
        assertThat(asked.models().get(0).model()).isEqualTo("other");
        assertThat(asked.heard()).containsExactly("first");
        asked.answer("one");
        talk.end("a");
        assertThat(session().chosenModel()).hasValue("test/other");
    }

    @Test
    void a_credential_behind_a_model_is_the_only_one_until_another_model_is_chosen_and_survives_a_reset() throws Exception {
        assertThat(order("m1", "/model test/scripted@work")).isEqualTo("This session now uses test/scripted with the credential work.");
        assertThat(order("m2", "/model status")).contains("test/scripted (chosen here) with the credential work", "Credentials: test:default, work");
        order("m3", "/reset");
        PacedModel.Asked asked = asked("a", "first");
        assertThat(asked.pin()).isEqualTo(new Models.Pin("test", "work"));
        asked.answer("one");
        talk.end("a");
        PacedModel.Asked next = asked("b", "/model test/other second");
        assertThat(next.pin()).isEqualTo(Models.Pin.NONE);
        next.answer("two");
        talk.end("b");
        PacedModel.Asked again = asked("c", "/model:test/scripted@work third");
        assertThat(again.pin()).isEqualTo(new Models.Pin("test", "work"));
        assertThat(again.heard()).endsWith("third");
        again.answer("three");
        talk.end("c");
    }

    @Test
    void a_credential_that_there_is_not_is_named_with_those_there_are_and_nothing_is_chosen() {
        assertThat(order("m1", "/model test/scripted@home")).contains("test has no credential 'home'", "test:default, work", "auth.profiles");
        assertThat(session().chosenModel()).isEmpty();
    }

    @Test
    void steer_joins_the_run_though_the_conversation_collects() throws Exception {
        order("q", "/queue followup");
        PacedModel.Asked asked = asked("a", "first");
        talk.say("b", "/tell and in short").say("c", "/queue steer this too");
        assertThat(talk.house.turns.waiting(House.MAIN)).hasSize(2);
        asked.answer("one");
        PacedModel.Asked steered = talk.model.next();
        assertThat(steered.heard()).containsExactly("first", "and in short", "this too");
        steered.answer("in short");
        assertThat(talk.end("b").run().value()).isEqualTo("a");
        talk.assertOneEndOfEach("a", "b", "c");
    }

    @Test
    void verbose_shows_what_tools_do_over_a_channel() throws Exception {
        talk.offering("look", "seen");
        wire.send(LoopbackChannel.said("e1", "alice", "/verbose full look there"));
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("look there");
        asked.callWith("c1", "look", "{\"where\":\"there\"}");
        talk.model.next().answer("I saw it.");
        talk.house.until("answered", () -> wire.texts().contains("I saw it."));
        assertThat(wire.texts()).containsExactly("`look` {\"where\":\"there\"}", "`look`: seen", "I saw it.");
        wire.send(LoopbackChannel.said("e2", "alice", "look again"));
        talk.model.next().call("c2:look");
        talk.model.next().answer("The same.");
        talk.house.until("answered", () -> wire.texts().contains("The same."));
        assertThat(wire.texts()).hasSize(4);
    }

    @Test
    void fast_alone_holds_until_it_is_taken_back_and_before_a_question_for_that_alone() throws Exception {
        assertThat(order("f1", "/fast status")).isEqualTo("Fast: default\nUse /fast auto|on|off|default.");
        assertThat(order("f2", "/fast on")).startsWith("Fast: on");
        assertThat(paceOf("a", "first")).isEqualTo(Pace.FAST);
        assertThat(paceOf("b", "/fast off second")).isEqualTo(Pace.STANDARD);
        assertThat(paceOf("c", "third")).isEqualTo(Pace.FAST);
        assertThat(order("f3", "/fast default")).startsWith("Fast: default");
        assertThat(paceOf("d", "fourth")).isEqualTo(Pace.USUAL);
        assertThat(talk.story()).contains("user: second");
    }

    private Pace paceOf(String id, String text) throws InterruptedException {
        PacedModel.Asked asked = asked(id, text);
        asked.answer("answer to " + id);
        talk.end(id);
        return asked.pace();
    }

    @Test
    void fast_auto_is_fast_while_somebody_waits_for_the_first_words() throws Exception {
        assertThat(order("f", "/fast auto")).startsWith("Fast: auto");
        assertThat(paceOf("a", "first")).isEqualTo(Pace.FAST);
        assertThat(Books.pace("auto", Duration.ofSeconds(59))).isEqualTo(Pace.FAST);
        assertThat(Books.pace("auto", Duration.ofSeconds(60))).isEqualTo(Pace.STANDARD);
    }

    @Test
    void a_model_without_a_faster_service_says_so() {
        order("m", "/model test/other");
        assertThat(order("f", "/fast on")).contains("test/other has no faster service.");
        assertThat(session().settings().get(Setting.FAST)).isEmpty();
    }

    @Test
    void trace_says_over_a_channel_what_hooks_did_and_nothing_without_it() throws Exception {
        talk.offering("look", "seen");
        talk.house.plug(new At<>(Calling.class, call -> Verdict.replace(call.withArgs("{\"where\":\"here\"}"))), "org.example.near", false);
        talk.house.plug(new At<>(Called.class, called -> Verdict.stop("it is private")), "org.example.guard", false);
        talk.house.plug(new At<>(Answered.class, answered -> Verdict.pass()), "org.example.idle", false);
        assertThat(looked("e1", "look there", "Nothing.")).isEqualTo("Nothing.");
        assertThat(looked("e2", "/trace on look again", "Still nothing.")).startsWith("Still nothing.\n\nTrace: ")
                .contains("org.example.near").contains(" changed the call of look\n")
                .contains("org.example.guard").endsWith(" stopped the result of look: it is private").doesNotContain("org.example.idle");
        assertThat(looked("e3", "look once more", "No.")).isEqualTo("No.");
        wire.send(LoopbackChannel.said("e4", "alice", "/trace on"));
        talk.house.until("ordered", () -> wire.texts().stream().anyMatch(text -> text.startsWith("Trace: on")));
        assertThat(looked("e5", "and again", "No!")).startsWith("No!\n\nTrace: ");
    }

    private record At<P extends Passage>(Class<P> at, Function<P, Verdict<P>> decide) implements Hook<P> {
        @Override
        public Verdict<P> on(P passing) {
            return decide.apply(passing);
        }
    }

    /** What leaves when the assistant uses its tool and then says this. */
    private String looked(String event, String text, String answer) throws InterruptedException {
        wire.send(LoopbackChannel.said(event, "alice", text));
        talk.model.next().call("c" + event + ":look");
        talk.model.next().answer(answer);
        talk.house.until("answered", () -> wire.texts().stream().anyMatch(sent -> sent.startsWith(answer)));
        return wire.texts().stream().filter(sent -> sent.startsWith(answer)).findFirst().orElseThrow();
    }

    @Test
    void who_may_not_order_has_said_words() throws Exception {
        talk.close();
        talk = new Talk(root.resolve("strict"), LoopbackChannel.on(wire, 2_000),
                Map.of("loopback", Map.of("groupPolicy", "open", "groups", Map.of("*", Map.of("requireMention", false)))));
        wire.send(LoopbackChannel.saidInGroup("e1", "bob", "town", "/think high now"));
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("[bob] /think high now");
        assertThat(asked.thinking()).isEmpty();
        asked.answer("no");
    }
}
