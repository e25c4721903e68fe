package dev.chela.core.turn.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Manner.Queue;
import dev.chela.core.inbox.Said;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.HeldClock;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueModesTest {
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

    private void say(String id, String text, Queue queue) {
        say(id, text, new Manner(queue, Optional.empty()));
    }

    private void say(String id, String text, Manner manner) {
        talk.house.intake.submit(new Input(id, "chat", "", id, new Said(House.MAIN, text, List.of(), "", manner), "",
                talk.house.clock.now().toEpochMilli()));
    }

    @Test
    void a_followup_waits_for_its_own_run_though_it_could_have_steered() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        say("b", "second", Queue.FOLLOWUP);
        asked.answer("one");
        assertThat(talk.end("a").text()).isEqualTo("one");
        talk.model.next().answer("two");
        assertThat(talk.end("b").run().value()).isEqualTo("b");
        assertThat(talk.story()).containsExactly("user: first", "assistant: one", "user: second", "assistant: two");
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void what_was_collected_is_one_run_and_a_followup_behind_it_another() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        say("b", "second", Queue.COLLECT);
        say("c", "third", Queue.COLLECT);
        say("d", "fourth", Queue.FOLLOWUP);
        say("e", "fifth", Queue.COLLECT);
        asked.answer("one");
        PacedModel.Asked collected = talk.model.next();
        assertThat(collected.heard()).containsExactly("first", "second", "third");
        collected.answer("two and three");
        assertThat(talk.end("c").run().value()).isEqualTo("b");
        talk.model.next().answer("four");
        talk.model.next().answer("five");
        assertThat(talk.end("e").text()).isEqualTo("five");
        talk.assertOneEndOfEach("a", "b", "c", "d", "e");
        assertThat(talk.house.intake.open()).isEmpty();
    }

    @Test
    void what_is_collected_can_be_taken_back_one_by_one_while_it_waits() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        say("b", "second", Queue.COLLECT);
        say("c", "third", Queue.COLLECT);
        talk.abort("b");
        asked.answer("one");
        PacedModel.Asked collected = talk.model.next();
        assertThat(collected.heard()).containsExactly("first", "third");
        collected.answer("three");
        talk.end("c");
        assertThat(talk.end("b").state()).isEqualTo(State.ABORTED);
        talk.assertOneEndOfEach("a", "b", "c");
    }

    @Test
    void an_interrupting_message_ends_what_goes_on_and_what_waits() throws Exception {
        talk.say("a", "first");
        talk.model.next();
        say("b", "second", Queue.FOLLOWUP);
        say("c", "stop, this instead", Queue.INTERRUPT);
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).last().isEqualTo("stop, this instead");
        asked.answer("instead");
        assertThat(talk.end("c").state()).isEqualTo(State.OK);
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
        assertThat(talk.end("b").state()).isEqualTo(State.ABORTED);
        talk.assertOneEndOfEach("a", "b", "c");
    }

    @Test
    void a_message_may_say_how_long_its_run_may_work() throws Exception {
        say("a", "quick", new Manner(Queue.STEER, Optional.of(HeldClock.HELD)));
        talk.model.next();
        talk.house.clock.ring();
        assertThat(talk.end("a").kind()).isEqualTo("timeout");
        assertThat(talk.end("a").error()).contains(HeldClock.HELD.toMillis() + " ms");
    }

    @Test
    void zero_is_no_limit_at_all() throws Exception {
        talk.agents.timeout = HeldClock.HELD;
        say("a", "slow", new Manner(Queue.STEER, Optional.of(Duration.ZERO)));
        PacedModel.Asked asked = talk.model.next();
        talk.house.clock.ring();
        asked.answer("done");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
    }
}
