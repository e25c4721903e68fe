package dev.chela.core.turn.internal.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Input;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Notes;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put into a conversation beside its runs, and what still waits for one. */
class NotesTest {
    @TempDir
    private Path root;
    private Talk talk;
    private Notes notes;

    @BeforeEach
    void open() {
        talk = new Talk(root);
        notes = new Notes(talk.house.sessions, talk.house.transcripts, talk.house.events, talk.house.clock);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void a_note_stands_in_the_transcript_is_announced_and_is_known_to_the_next_turn() throws Exception {
        List<Notes.Noted> announced = new ArrayList<>();
        talk.house.events.listen(Notes.Noted.class, announced::add);
        talk.say("a", "hello");
        talk.model.next().answer("hi");
        talk.end("a");
        Entry note = notes.add(House.MAIN, "the backup ran");
        assertThat(talk.story()).containsExactly("user: hello", "assistant: hi", "assistant: the backup ran");
        assertThat(announced).containsExactly(new Notes.Noted(House.MAIN, note));
        assertThat(note.seq()).isEqualTo(talk.entries().size());
        talk.say("b", "did it run?");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("hello", "did it run?");
        asked.answer("yes");
        assertThat(talk.end("b").text()).isEqualTo("yes");
    }

    @Test
    void a_run_at_work_takes_no_note_and_an_unknown_session_neither() throws Exception {
        talk.say("a", "hello");
        PacedModel.Asked asked = talk.model.next();
        assertThatThrownBy(() -> notes.add(House.MAIN, "between")).isInstanceOf(Transient.class).hasMessageContaining("run a");
        asked.answer("hi");
        talk.end("a");
        assertThatThrownBy(() -> notes.add(new SessionKey("agent:main:nowhere"), "lost")).isInstanceOf(Permanent.class)
                .hasMessageContaining("agent:main:nowhere");
        assertThat(talk.story()).containsExactly("user: hello", "assistant: hi");
    }

    @Test
    void what_no_run_has_taken_up_is_waiting_in_the_order_in_which_it_came() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        talk.say("b", "second").say("c", "third");
        assertThat(talk.house.turns.waiting(House.MAIN)).extracting(Input::id).containsExactly("b", "c");
        asked.answer("one");
        talk.model.next().answer("two");
        talk.end("c");
        assertThat(talk.house.turns.waiting(House.MAIN)).isEmpty();
    }
}
