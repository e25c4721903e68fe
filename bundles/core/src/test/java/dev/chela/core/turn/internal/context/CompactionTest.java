package dev.chela.core.turn.internal.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.fault.Permanent;
import dev.chela.core.net.HttpRefusal;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.prompt.History;
import dev.chela.core.turn.internal.prompt.Window;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
    @TempDir
    private Path root;
    private Talk talk;

    @BeforeEach
    void open() throws Exception {
        talk = new Talk(root);
        turn("a", "the first question");
        turn("b", "the second question");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void turn(String id, String text) throws Exception {
        talk.say(id, text);
        talk.model.next().answer("answer to " + text);
        talk.end(id);
    }

    private CompletableFuture<Compaction.Outcome> compacting(String focus) {
        return CompletableFuture.supplyAsync(() -> talk.house.turns.summarize(House.MAIN, focus));
    }

    private static String text(PacedModel.Asked asked) {
        return ((UserMessage) asked.messages().get(asked.messages().size() - 1)).singleText();
    }

    @Test
    void the_model_writes_a_summary_that_takes_the_place_of_the_older_part_in_what_it_sees_and_nowhere_else() throws Exception {
        CompletableFuture<Compaction.Outcome> compacting = compacting("the colour");
        PacedModel.Asked asked = talk.model.next();
        assertThat(text(asked)).contains("PERSON: the first question", "ASSISTANT: answer to the first question", "the colour")
                .doesNotContain("second");
        asked.answer("They asked one thing.");
        assertThat(compacting.get(60, TimeUnit.SECONDS).kept()).isEqualTo(2);
        assertThat(talk.house.transcripts.messages(talk.house.sessions.open(House.MAIN))).hasSize(4);
        talk.say("c", "the third question");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).containsExactly(History.SUMMARY + "They asked one thing.", "the second question", "the third question");
        next.answer("third");
        talk.end("c");
    }

    @Test
    void a_summary_of_a_summary_is_made_of_both_and_survives_a_restart() throws Exception {
        var first = compacting("");
        talk.model.next().answer("Summary one.");
        first.get(60, TimeUnit.SECONDS);
        turn("c", "the third question");
        var second = compacting("");
        PacedModel.Asked asked = talk.model.next();
        assertThat(text(asked)).contains("Summary one.", "the second question").doesNotContain("the first question");
        asked.answer("Summary two.");
        second.get(60, TimeUnit.SECONDS);
        talk.close();
        talk = new Talk(root);
        talk.say("d", "the fourth question");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).containsExactly(History.SUMMARY + "Summary two.", "the third question", "the fourth question");
        next.answer("fourth");
        talk.end("d");
    }

    @Test
    void what_is_said_while_a_summary_is_written_is_answered_after_it() throws Exception {
        var compacting = compacting("");
        PacedModel.Asked asked = talk.model.next();
        talk.say("c", "the third question");
        assertThat(talk.house.turns.active(House.MAIN)).isEmpty();
        asked.answer("Summary.");
        compacting.get(60, TimeUnit.SECONDS);
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).first().isEqualTo(History.SUMMARY + "Summary.");
        next.answer("third");
        talk.assertOneEndOfEach("a");
        assertThat(talk.end("c").state()).isEqualTo(State.OK);
    }

    @Test
    void without_a_model_the_newest_messages_stay_and_the_others_are_hidden() throws Exception {
        assertThat(talk.house.turns.keep(House.MAIN, 4).compacted()).isFalse();
        assertThat(talk.house.turns.keep(House.MAIN, 2)).isEqualTo(new Compaction.Outcome(true, 2, Window.of(
                talk.house.transcripts.tree(talk.house.sessions.open(House.MAIN)).subList(0, 5)).tokens()));
        talk.say("c", "the third question");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).containsExactly("the second question", "the third question");
        next.answer("third");
        talk.end("c");
    }

    @Test
    void a_model_that_writes_nothing_or_fails_changes_nothing() throws Exception {
        var empty = compacting("");
        talk.model.next().answer(" ");
        assertThatThrownBy(() -> empty.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(Permanent.class);
        var failed = compacting("");
        talk.model.next().fail(new Permanent("no"));
        assertThatThrownBy(failed::join).isInstanceOf(CompletionException.class).hasMessageContaining("no");
        assertThat(talk.story()).hasSize(4);
        turn("c", "the third question");
    }

    @Test
    void an_abort_ends_the_writing_of_a_summary_and_a_reset_overtakes_it() throws Exception {
        var aborted = compacting("");
        talk.model.next();
        talk.abort();
        assertThatThrownBy(aborted::join).hasCauseInstanceOf(CancellationException.class);
        var overtaken = compacting("");
        talk.model.next();
        talk.house.endings.reset(House.MAIN, "new");
        assertThatThrownBy(overtaken::join).hasCauseInstanceOf(CancellationException.class);
        assertThat(talk.house.turns.summarize(House.MAIN, "").compacted()).isFalse();
    }

    @Test
    void a_conversation_that_the_model_finds_too_long_is_compacted_and_asked_again_in_the_same_run() throws Exception {
        talk.say("c", "the third question");
        talk.model.next().fail(tooLong());
        PacedModel.Asked summary = talk.model.next();
        assertThat(text(summary)).contains("the first question").doesNotContain("the third question");
        summary.answer("Summary.");
        PacedModel.Asked again = talk.model.next();
        assertThat(again.heard()).first().isEqualTo(History.SUMMARY + "Summary.");
        assertThat(again.heard()).last().isEqualTo("the third question");
        assertThat(talk.told.stream().filter(AgentEvent.Compaction.class::isInstance).map(event -> ((AgentEvent.Compaction) event).stage()))
                .containsExactly(AgentEvent.Stage.START, AgentEvent.Stage.DONE);
        again.fail(tooLong());
        assertThat(talk.end("c").kind()).isEqualTo("context_length");
        talk.assertOneEndOfEach("c");
    }

    private static Permanent tooLong() {
        return new Permanent("too long", new HttpRefusal(400, "context_length_exceeded", "prompt is too long"));
    }
}
