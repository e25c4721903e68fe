package dev.chela.core.turn.internal.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.session.SystemEvents.SystemEvent;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened in the house, on its way into a turn. */
class SystemEventsTest {
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

    private void note(String text) {
        talk.house.systemEvents.add(House.MAIN, text, SystemEvents.Weight.NEWS);
    }

    private List<String> waiting() {
        return talk.house.systemEvents.waiting(House.MAIN).stream().map(SystemEvent::text).toList();
    }

    private List<String> heard(String run) throws InterruptedException {
        talk.say(run, "hello");
        PacedModel.Asked asked = talk.model.next();
        asked.answer("hi");
        talk.end(run);
        return asked.heard().stream().map(text -> text.replaceAll("\\[[-0-9: ]+\\]", "[time]")).toList();
    }

    @Test
    void the_next_turn_sees_them_before_what_was_said_and_only_it() throws Exception {
        note("The disk is nearly full.");
        note("The disk is nearly full.");
        note("A backup is done.");
        assertThat(waiting()).containsExactly("The disk is nearly full.", "A backup is done.");
        List<String> both = List.of("System: [time] The disk is nearly full.", "System: [time] A backup is done.", "hello");
        assertThat(heard("a")).isEqualTo(both);
        assertThat(waiting()).isEmpty();
        assertThat(heard("b")).as("they stay in the conversation, once").hasSize(4).startsWith(both.toArray(String[]::new));
        assertThat(talk.story()).filteredOn(line -> line.startsWith("system: ")).hasSize(2);
    }

    @Test
    void they_survive_a_restart() throws Exception {
        note("The disk is nearly full.");
        talk.house.abandon();
        open();
        assertThat(heard("a")).containsExactly("System: [time] The disk is nearly full.", "hello");
        talk.house.abandon();
        open();
        assertThat(heard("b")).containsExactly("System: [time] The disk is nearly full.", "hello", "hello");
    }

    @Test
    void a_conversation_that_begins_anew_drops_them() throws Exception {
        heard("a");
        note("of the old one");
        talk.say("b", "/new");
        talk.end("b");
        assertThat(waiting()).isEmpty();
        note("of the new one");
        assertThat(heard("c")).containsExactly("System: [time] of the new one", "hello");
    }

    @Test
    void twenty_are_kept() throws Exception {
        for (int i = 1; i <= 25; i++) {
            note("event " + i);
        }
        assertThat(waiting()).hasSize(20).startsWith("event 6").endsWith("event 25");
    }
}
