package dev.chela.core.turn.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.session.Runs.Settled;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.HeldClock;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code /queue} settles for a conversation: modes, how long is waited for quiet, and what gives way when too much waits. */
class OverflowTest {
    @TempDir
    private Path root;
    private Talk talk;

    @BeforeEach
    void open() {
        talk = new Talk(root);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private String order(String id, String text) {
        return talk.say(id, text).end(id).text();
    }

    private PacedModel.Asked atWork() throws InterruptedException {
        talk.say("a", "first");
        return talk.model.next();
    }

    @Test
    void a_conversation_keeps_its_own_way_over_a_restart_until_it_is_taken_back() throws Exception {
        assertThat(order("q1", "/queue")).isEqualTo("Queue: steer, debounce 0 ms, cap 20, drop summarize");
        assertThat(order("q2", "/queue followup cap:3")).contains("followup", "cap 3", "set here");
        talk.house.abandon();
        talk = new Talk(root);
        PacedModel.Asked asked = atWork();
        talk.say("b", "second");
        asked.answer("one");
        PacedModel.Asked own = talk.model.next();
        assertThat(own.heard()).containsExactly("first", "second");
        own.answer("two");
        assertThat(talk.end("b").run().value()).isEqualTo("b");
        assertThat(order("q3", "/queue default")).isEqualTo("Queue: steer, debounce 0 ms, cap 20, drop summarize");
        assertThat(order("q4", "/queue nonsense")).contains("\"nonsense\"", "followup");
    }

    @Test
    void an_interrupting_conversation_answers_the_newest_only() throws Exception {
        order("q", "/queue interrupt");
        atWork();
        talk.say("b", "second");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).last().isEqualTo("second");
        asked.answer("two");
        assertThat(talk.end("b").text()).isEqualTo("two");
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
    }

    @Test
    void what_is_too_much_is_told_to_the_next_turn_in_a_line_each_and_ends_with_it() throws Exception {
        order("q", "/queue followup cap:2");
        PacedModel.Asked asked = atWork();
        talk.say("b", "second\nin two lines").say("c", "third").say("d", "fourth").say("e", "fifth");
        asked.answer("one");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).hasSize(3);
        assertThat(next.heard().get(1)).contains("oldest 2", "- second in two lines", "- third").doesNotContain("fourth");
        assertThat(next.heard().get(2)).isEqualTo("fourth");
        next.answer("to two, three and four");
        talk.model.next().answer("to five");
        assertThat(talk.end("b").run().value()).isEqualTo("d");
        assertThat(talk.end("c").text()).isEqualTo("to two, three and four");
        assertThat(talk.end("e").text()).isEqualTo("to five");
        talk.assertOneEndOfEach("a", "b", "c", "d", "e");
        assertThat(talk.house.intake.open()).isEmpty();
    }

    @Test
    void what_was_too_much_is_answered_after_a_crash_as_well() throws Exception {
        order("q", "/queue followup cap:1");
        atWork();
        talk.say("b", "second").say("c", "third").say("d", "fourth");
        talk.house.abandon();
        talk = new Talk(root);
        talk.model.next().answer("to the first");
        PacedModel.Asked rest = talk.model.next();
        assertThat(rest.heard().get(1)).contains("- second", "- third");
        rest.answer("to the rest");
        for (String id : new String[] {"a", "b", "c", "d"}) {
            assertThat(talk.house.ended(id)).map(Settled::state).hasValue(State.OK);
        }
    }

    @Test
    void the_newest_is_refused_where_the_oldest_are_to_stay() throws Exception {
        order("q", "/queue followup cap:1 drop:new");
        PacedModel.Asked asked = atWork();
        talk.say("b", "second").say("c", "third");
        assertThat(talk.end("c").error()).contains("agent:main:main", "1 messages waiting");
        asked.answer("one");
        talk.model.next().answer("two");
        assertThat(talk.end("b").text()).isEqualTo("two");
        talk.assertOneEndOfEach("a", "b", "c");
    }

    @Test
    void the_oldest_is_refused_where_it_is_to_give_way() throws Exception {
        order("q", "/queue collect cap:1 drop:old");
        PacedModel.Asked asked = atWork();
        talk.say("b", "second").say("c", "third");
        assertThat(talk.end("b").state()).isEqualTo(State.ERROR);
        assertThat(talk.end("b").error()).contains("dropped", "newer");
        asked.answer("one");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).containsExactly("first", "third");
        next.answer("three");
        assertThat(talk.end("c").text()).isEqualTo("three");
        talk.assertOneEndOfEach("a", "b", "c");
    }

    @Test
    void what_is_collected_waits_for_quiet_and_a_message_that_interrupts_does_not() throws Exception {
        order("q", "/queue collect");
        quietIsHeld();
        PacedModel.Asked asked = atWork();
        talk.say("b", "second");
        asked.answer("one");
        talk.end("a");
        talk.say("c", "third");
        assertThat(talk.house.turns.waiting(House.MAIN)).hasSize(2);
        talk.house.clock.awaitSet(1);
        assertThat(talk.model.idle()).isTrue();
        talk.house.clock.pass(HeldClock.HELD);
        PacedModel.Asked collected = talk.model.next();
        assertThat(collected.heard()).containsExactly("first", "second", "third");
        talk.say("d", "fourth");
        collected.answer("two and three");
        talk.end("c");
        order("q2", "/queue interrupt");
        talk.say("e", "fifth");
        PacedModel.Asked last = talk.model.next();
        assertThat(last.heard()).last().isEqualTo("fifth");
        last.answer("five");
        assertThat(talk.end("e").text()).isEqualTo("five");
        assertThat(talk.end("d").state()).isEqualTo(State.ABORTED);
    }

    @Test
    void what_waits_for_quiet_can_be_stopped() throws Exception {
        order("q", "/queue followup");
        quietIsHeld();
        PacedModel.Asked asked = atWork();
        talk.say("b", "second");
        asked.answer("one");
        talk.end("a");
        assertThat(order("s", "/stop")).isEqualTo("Stopped.");
        assertThat(talk.end("b").state()).isEqualTo(State.ABORTED);
        assertThat(talk.house.turns.quiet(House.MAIN, HeldClock.HELD)).isTrue();
        talk.say("c", "third");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).containsExactly("first", "third");
        next.answer("three");
        talk.end("c");
    }

    /** As long as the clock holds an alarm. */
    private void quietIsHeld() {
        talk.house.sessions.commit(House.MAIN, "test", "patch", (current, step) -> current.settled(current.settings().with(
                dev.chela.core.session.Settings.Setting.QUEUE_DEBOUNCE, String.valueOf(HeldClock.HELD.toMillis()))));
    }
}
