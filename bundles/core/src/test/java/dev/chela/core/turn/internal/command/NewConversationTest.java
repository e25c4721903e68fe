package dev.chela.core.turn.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.session.Session;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation that rested too long, when somebody speaks again. */
class NewConversationTest {
    @TempDir
    private Path root;

    private static Session rested(Session s) {
        return new Session(s.key(), s.id(), s.file(), s.label(), s.model(), s.thinking(), s.createdAt(), s.updatedAt(), s.startedAt(), s.revision(),
                s.leaf(), s.entries(), s.last(), s.spent(), s.look(), s.source(), s.address(), s.settings(), 1);
    }

    @Test
    void the_model_sees_the_new_words_alone_and_the_old_ones_are_put_aside() throws Exception {
        try (Talk talk = new Talk(root)) {
            talk.say("one", "remember the milk");
            talk.model.next().answer("Noted.");
            talk.end("one");
            Session before = talk.house.sessions.open(House.MAIN);
            talk.house.sessions.commit(House.MAIN, "age", "patch", (current, step) -> rested(current));

            talk.say("two", "what was it?");
            PacedModel.Asked asked = talk.model.next();
            assertThat(asked.heard()).noneMatch(text -> text.contains("milk")).anyMatch(text -> text.contains("what was it?"));
            asked.answer("I do not know.");
            talk.end("two");
            Session after = talk.house.sessions.open(House.MAIN);
            assertThat(after.id()).isNotEqualTo(before.id());
            assertThat(talk.story()).doesNotContain("user: remember the milk").contains("assistant: I do not know.");
            assertThat(talk.house.home.root().resolve(before.file().replace(".jsonl", "." + before.id() + ".jsonl"))).content().contains("milk");
        }
    }

    @Test
    void what_steers_a_run_belongs_to_its_conversation() throws Exception {
        try (Talk talk = new Talk(root)) {
            talk.say("one", "remember the milk");
            PacedModel.Asked first = talk.model.next();
            String id = talk.house.sessions.commit(House.MAIN, "age", "patch", (current, step) -> rested(current)).id();
            talk.say("two", "and the bread");
            first.answer("The milk.");
            PacedModel.Asked again = talk.model.next();
            assertThat(again.heard()).containsExactly("remember the milk", "and the bread");
            again.answer("Both.");
            talk.end("one");
            assertThat(talk.house.sessions.open(House.MAIN).id()).isEqualTo(id);
            assertThat(talk.story()).contains("user: remember the milk", "user: and the bread");
            assertThat(talk.house.sessions.open(House.MAIN).touchedAt()).as("who steers speaks too").isGreaterThan(1);
        }
    }
}
