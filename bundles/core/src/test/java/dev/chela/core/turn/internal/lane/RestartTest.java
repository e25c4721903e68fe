package dev.chela.core.turn.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
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

    private void crash() {
        talk.house.abandon();
        talk = new Talk(root);
    }

    @Test
    void waiting_messages_are_heard_after_a_restart_in_their_order() throws Exception {
        talk.say("a", "first");
        talk.model.next();
        talk.say("b", "second").say("c", "third").say("d", "fourth");
        crash();
        PacedModel.Asked asked = talk.model.next();
        while (asked.heard().size() < 4) {
            asked.answer("go on");
            asked = talk.model.next();
        }
        assertThat(asked.heard()).containsExactly("first", "second", "third", "fourth");
        asked.answer("all");
        assertThat(talk.end("d").state()).isEqualTo(State.OK);
        talk.assertOneEndOfEach("a", "b", "c", "d");
        assertThat(talk.house.intake.open()).isEmpty();
    }

    @Test
    void what_steered_a_run_before_the_crash_ends_with_it_after() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        talk.say("b", "second");
        asked.answer("one");
        talk.model.next();
        crash();
        PacedModel.Asked again = talk.model.next();
        assertThat(again.heard()).containsExactly("first", "second");
        again.answer("two");
        assertThat(talk.end("b").text()).isEqualTo("two");
        assertThat(talk.end("b").run().value()).isEqualTo("a");
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void a_run_that_the_gateway_never_survives_fails_visibly_after_three_attempts() throws Exception {
        talk.say("a", "poison");
        for (int attempt = 1; attempt <= 3; attempt++) {
            talk.model.next();
            crash();
        }
        assertThat(talk.end("a").state()).isEqualTo(State.ERROR);
        assertThat(talk.end("a").error()).contains("3 times");
        assertThat(talk.model.idle()).isTrue();
        talk.say("b", "harmless");
        talk.model.next().answer("fine");
        assertThat(talk.end("b").state()).isEqualTo(State.OK);
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void a_stop_in_order_leaves_the_run_for_the_next_start() throws Exception {
        talk.say("a", "first");
        talk.model.next();
        talk.close();
        talk = new Talk(root);
        talk.model.next().answer("one");
        assertThat(talk.end("a").text()).isEqualTo("one");
        assertThat(talk.story()).containsExactly("user: first", "assistant: one");
    }

    @Test
    void what_an_editor_left_in_a_transcript_is_passed_over() throws Exception {
        talk.say("a", "first");
        talk.model.next().answer("one");
        talk.end("a");
        Path file = talk.house.transcript();
        talk.close();
        Files.writeString(file, "not json at all\n[1]\n\n{\"type\":\"half", StandardOpenOption.APPEND);
        talk = new Talk(root);
        talk.say("b", "second");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("first", "second");
        asked.answer("two");
        assertThat(talk.end("b").state()).isEqualTo(State.OK);
    }
}
