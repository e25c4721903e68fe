package dev.chela.core.turn.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.fault.Permanent;
import dev.chela.core.net.HttpRefusal;
import dev.chela.core.session.Runs.State;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.prompt.History;
import dev.chela.core.turn.internal.settings.ContextSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model's window has 100,000 tokens: at 76,000 it may write, at 80,000 the conversation is compacted. */
class MemoryFlushTest {
    @TempDir
    private Path root;
    private Talk talk;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(root.resolve("workspace/memory"));
        talk = new Talk(root).tool("write", arguments -> "written").tool("look", arguments -> "seen");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void turn(String id, String text, int counting) throws Exception {
        talk.say(id, text);
        talk.model.next().counting(counting).answer("answer to " + text);
        talk.end(id);
    }

    private List<String> notes() throws IOException {
        try (var files = Files.list(root.resolve("workspace/memory"))) {
            return files.sorted().map(file -> {
                try {
                    return Files.readString(file);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }).toList();
        }
    }

    private static void note(PacedModel.Asked asked, String text) {
        asked.callWith("n", MemoryFlush.TOOL, "{\"text\":\"" + text + "\"}");
    }

    @Test
    void shortly_before_a_compaction_the_model_writes_what_lasts_unseen_and_then_the_person_is_answered() throws Exception {
        turn("a", "I am called Ada", 77_000);
        int lines = talk.entries().size();
        talk.say("b", "the second question");
        PacedModel.Asked flush = talk.model.next();
        assertThat(flush.offered()).containsExactly(MemoryFlush.TOOL);
        assertThat(flush.heard()).startsWith("I am called Ada", "the second question").last().asString().contains("NO_REPLY");
        note(flush, "The person is called Ada.");
        talk.model.next().answer("NO_REPLY");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("I am called Ada", "the second question");
        assertThat(asked.offered()).contains("look");
        asked.counting(78_000).answer("second");
        assertThat(talk.end("b").text()).isEqualTo("second");
        assertThat(notes()).containsExactly("The person is called Ada.\n");
        assertThat(talk.story()).containsExactly(
                "user: I am called Ada", "assistant: answer to I am called Ada", "user: the second question", "assistant: second");
        assertThat(talk.entries()).hasSize(lines + 3);
        assertThat(talk.told.toString()).doesNotContain("NO_REPLY", "Ada.");
    }

    @Test
    void it_happens_once_between_two_compactions_also_over_a_restart_and_again_after_the_next() throws Exception {
        turn("a", "first", 77_000);
        talk.say("b", "second");
        note(talk.model.next(), "One.");
        talk.model.next().answer("NO_REPLY");
        talk.model.next().counting(78_000).answer("done");
        talk.end("b");
        talk.close();
        talk = new Talk(root).tool("write", arguments -> "written");
        turn("c", "third", 81_000);
        talk.say("d", "fourth");
        talk.model.next().answer("Summary.");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).startsWith(History.SUMMARY + "Summary.");
        asked.counting(90_000).answer("done");
        talk.end("d");
        talk.say("e", "fifth");
        note(talk.model.next(), "Two.");
        talk.model.next().answer("NO_REPLY");
        talk.model.next().answer("Summary two.");
        talk.model.next().answer("done");
        assertThat(talk.end("e").state()).isEqualTo(State.OK);
        assertThat(notes()).containsExactly("One.\nTwo.\n");
    }

    @Test
    void a_model_that_fails_at_it_or_does_something_else_keeps_nobody_from_an_answer() throws Exception {
        turn("a", "first", 77_000);
        talk.say("b", "second");
        talk.model.next().callWith("x", "look", "{}");
        PacedModel.Asked told = talk.model.next();
        assertThat(told.results()).containsExactly("Not done: there is only append_to_memory, with a text of 1 to 16000 characters.");
        told.fail(new Permanent("no"));
        talk.model.next().counting(77_000).answer("done");
        assertThat(talk.end("b").state()).isEqualTo(State.OK);
        assertThat(notes()).isEmpty();
    }

    @Test
    void what_it_costs_is_booked() throws Exception {
        turn("a", "first", 77_000);
        long before = talk.house.sessions.open(House.MAIN).spent().input();
        talk.say("b", "second");
        note(talk.model.next().counting(500), "One.");
        talk.model.next().counting(600).answer("NO_REPLY");
        talk.model.next().counting(700).answer("done");
        talk.end("b");
        assertThat(talk.house.sessions.open(House.MAIN).spent().input() - before).isEqualTo(1_800);
    }

    @Test
    void nothing_is_asked_where_nothing_may_be_written() throws Exception {
        turn("a", "first", 77_000);
        permitting("read-only");
        turn("b", "second", 77_000);
        permitting("");
        talk.tools.remove("write");
        turn("c", "third", 77_000);
        assertThat(notes()).isEmpty();
        talk.close();
        talk = new Talk(root, new ContextSettings(new ContextSettings.Defaults(new ContextSettings.Compaction(
                null, null, new ContextSettings.MemoryFlush(false, null, null, null)), null))).tool("write", arguments -> "written");
        turn("d", "fourth", 77_000);
        assertThat(talk.story()).hasSize(8).last().isEqualTo("assistant: answer to fourth");
    }

    private void permitting(String mode) {
        talk.house.sessions.commit(House.MAIN, "patch", "patch", (session, step) -> session.settled(session.settings().with(Setting.PERMISSION, mode)));
    }

    @Test
    void it_comes_before_a_compaction_that_a_person_orders() throws Exception {
        turn("a", "I am called Ada", 100);
        turn("b", "second", 200);
        talk.say("c", "/compact");
        PacedModel.Asked flush = talk.model.next();
        assertThat(flush.heard()).startsWith("I am called Ada").last().asString().contains("NO_REPLY");
        note(flush, "The person is called Ada.");
        talk.model.next().answer("NO_REPLY");
        talk.model.next().answer("Summary.");
        talk.end("c");
        assertThat(notes()).containsExactly("The person is called Ada.\n");
        turn("d", "third", 300);
        assertThat(talk.story()).last().isEqualTo("assistant: answer to third");
    }

    @Test
    void it_comes_before_one_that_the_provider_makes_necessary_and_is_shown_what_will_be_summarised() throws Exception {
        turn("a", "I am called Ada", 100);
        turn("b", "second", 200);
        talk.say("c", "third");
        talk.model.next().fail(new Permanent("too long", new HttpRefusal(400, "context_length_exceeded", "prompt is too long")));
        PacedModel.Asked flush = talk.model.next();
        assertThat(flush.heard()).first().isEqualTo("I am called Ada");
        assertThat(flush.heard()).doesNotContain("third");
        note(flush, "The person is called Ada.");
        talk.model.next().answer("NO_REPLY");
        talk.model.next().answer("Summary.");
        talk.model.next().answer("done");
        assertThat(talk.end("c").text()).isEqualTo("done");
        assertThat(notes()).containsExactly("The person is called Ada.\n");
    }
}
