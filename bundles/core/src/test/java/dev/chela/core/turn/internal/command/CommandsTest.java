package dev.chela.core.turn.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs.State;
import dev.chela.core.session.Session;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
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

    private void ask(String id, String text) throws InterruptedException {
        talk.say(id, text);
        talk.model.next().answer("answer to " + text);
        assertThat(talk.end(id).state()).isEqualTo(State.OK);
    }

    @Test
    void help_lists_what_one_can_order() {
        assertThat(order("h", "/help")).contains("/help", "/status", "/new", "/stop", "/model");
        assertThat(talk.ends("h")).containsExactly(State.OK);
    }

    @Test
    void a_command_and_its_answer_stand_in_the_conversation_under_the_key_it_came_with() throws IOException {
        order("h", "/help");
        assertThat(talk.entries()).extracting(Entry::id).containsSubsequence("h:u", "h:1");
        Entry said = talk.entries().stream().filter(entry -> entry.id().equals("h:u")).findFirst().orElseThrow();
        assertThat(said.role()).isEqualTo("user");
        assertThat(said.message().path("idempotencyKey").asText()).isEqualTo("h:user");
    }

    @Test
    void a_command_stays_out_of_what_the_model_sees() throws Exception {
        ask("a", "first");
        assertThat(order("s", "/status")).contains("agent:main:main", "test/scripted");
        talk.say("b", "second");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.messages().toString()).doesNotContain("/status").doesNotContain("Last prompt");
        assertThat(asked.heard()).containsExactly("first", "second");
        asked.answer("ok");
        talk.end("b");
        assertThat(talk.story()).contains("user: /status").anyMatch(line -> line.startsWith("system: Session:"));
    }

    @Test
    void what_only_looks_like_a_command_is_said_to_the_model() throws Exception {
        for (String text : List.of("/etc/passwd is a file", "/nosuchcommand", "// a comment", "1/2", "/")) {
            talk.say("x" + text.hashCode(), text);
            PacedModel.Asked asked = talk.model.next();
            assertThat(asked.heard()).last().isEqualTo(text);
            asked.answer("ok");
            talk.end("x" + text.hashCode());
        }
    }

    @Test
    void new_cuts_the_context_and_keeps_the_transcript() throws Exception {
        ask("a", "first");
        Session before = talk.house.sessions.open(House.MAIN);
        order("n", "/new");
        Session after = talk.house.sessions.open(House.MAIN);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.revision()).isNotEqualTo(before.revision());
        talk.say("b", "second");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("second");
        asked.answer("ok");
        talk.end("b");
        assertThat(talk.story()).startsWith("user: first", "assistant: answer to first");
        assertThat(talk.house.transcripts.page(after, 0, 100).messages()).extracting(e -> e.id()).doesNotContain("a:u");
    }

    @Test
    void what_follows_new_belongs_to_the_new_conversation() throws Exception {
        talk.say("a", "first");
        talk.model.next();
        talk.say("n", "/reset").say("b", "second");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("second");
        asked.answer("fresh");
        assertThat(talk.end("b").text()).isEqualTo("fresh");
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
        assertThat(talk.end("n").state()).isEqualTo(State.OK);
        talk.assertOneEndOfEach("a", "n", "b");
    }

    @Test
    void stop_ends_what_runs_and_says_so() throws Exception {
        talk.say("a", "first");
        talk.model.next();
        assertThat(order("s", "/stop")).isEqualTo("Stopped.");
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
        assertThat(order("t", "/STOP")).isEqualTo("Nothing was running.");
    }

    @Test
    void a_bare_word_ends_what_runs_and_is_a_word_where_nothing_does() throws Exception {
        talk.say("a", "first");
        talk.model.next();
        assertThat(order("s", " Wait ")).isEqualTo("Stopped.");
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
        assertThat(talk.house.turns.quiet(House.MAIN, Duration.ofMinutes(1))).isTrue();
        talk.say("b", "wait");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).last().isEqualTo("wait");
        asked.answer("for what?");
        talk.end("b");
    }

    @Test
    void model_is_chosen_for_the_session_and_an_unknown_one_is_refused_by_name() throws Exception {
        assertThat(order("m1", "/model test/other")).contains("test/other");
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.models().get(0).model()).isEqualTo("other");
        asked.answer("ok");
        talk.end("a");
        assertThat(order("m2", "/model nothing/here")).contains("nothing/here", "test/scripted").doesNotContain("Exception");
        assertThat(talk.house.sessions.open(House.MAIN).chosenModel()).hasValue("test/other");
        assertThat(order("m3", "/model default")).contains("test/scripted");
        assertThat(talk.house.sessions.open(House.MAIN).chosenModel()).isEmpty();
        assertThat(order("m4", "/model")).contains("test/scripted", "test/other");
    }

    @Test
    void delete_renames_the_transcript_and_forgets_the_session() throws Exception {
        SessionKey side = new SessionKey("agent:main:side");
        talk.say(side, "a", "first");
        talk.model.next().answer("one");
        talk.end("a");
        Path file = talk.house.home.root().resolve(talk.house.sessions.open(side).file());
        assertThat(file).exists();
        assertThat(talk.house.endings.delete(side)).isTrue();
        assertThat(file).doesNotExist();
        try (var files = Files.list(file.getParent())) {
            assertThat(files.map(f -> f.getFileName().toString())).anyMatch(n -> n.startsWith("side.jsonl.deleted."));
        }
        assertThat(talk.house.sessions.find(side)).isEmpty();
        talk.say(side, "b", "again");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("again");
        asked.answer("new");
        assertThat(talk.end("b").state()).isEqualTo(State.OK);
        Assertions.assertThatThrownBy(() -> talk.house.endings.delete(House.MAIN)).isInstanceOf(Permanent.class)
                .hasMessageContaining("Cannot delete the main session");
        assertThat(talk.house.endings.delete(new SessionKey("agent:main:nobody"))).isFalse();
    }

    @Test
    void a_command_that_a_stop_interrupted_is_obeyed_at_the_next_start_in_its_place() throws Exception {
        ask("a", "first");
        talk.house.abandon();
        talk = new Talk(root);
        assertThat(order("n", "/new")).contains("new conversation");
        assertThat(order("n", "/new")).as("the same input again").contains("new conversation");
        assertThat(talk.entries().stream().filter(e -> e.type().equals("reset"))).hasSize(1);
    }

    @Test
    void a_model_for_more_than_one_conversation_is_written_down_or_it_is_said_why_not() throws Exception {
        talk.say("a", "/model test/other -g");
        assertThat(talk.end("a").text()).contains("Nothing was changed: there is no configuration file");
        talk.say("b", "/model -a");
        assertThat(talk.end("b").text()).startsWith("Which model?");
        talk.say("c", "/model test/other -s");
        assertThat(talk.end("c").text()).isEqualTo("This session now uses test/other.");
        assertThat(talk.model.idle()).isTrue();
    }
}
