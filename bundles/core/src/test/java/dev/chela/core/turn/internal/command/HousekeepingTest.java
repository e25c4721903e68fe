package dev.chela.core.turn.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Retention.Plan;
import dev.chela.core.session.Session;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is put aside, in a house where somebody talks. */
class HousekeepingTest {
    private static final SessionKey NOTES = new SessionKey("agent:main:notes");
    private static final SessionKey HOOK = new SessionKey("agent:main:hook:1");

    @TempDir
    private Path root;

    private static Session rested(Session session) {
        return new Session(session.key(), session.id(), session.file(), session.label(), session.model(), session.thinking(), 1, 1, 1,
                session.revision(), session.leaf(), session.entries(), session.last(), session.spent(), session.look(), session.source(), "", session.settings(), 1);
    }

    @Test
    void a_session_that_rests_is_archived_and_comes_back_with_the_next_word_and_a_machines_is_deleted() throws Exception {
        try (Talk talk = new Talk(root)) {
            talk.say(NOTES, "one", "remember");
            talk.model.next().answer("Noted.");
            talk.end("one");
            House house = talk.house;
            house.sessions.commit(NOTES, "age", "patch", (current, step) -> rested(current));
            house.sessions.commit(HOOK, "age", "patch", (fresh, step) -> rested(fresh));
            Plan plan = house.housekeeping.plans().get(AgentId.MAIN);
            assertThat(plan.archive()).containsExactly(NOTES);
            assertThat(plan.delete()).containsExactly(HOOK);
            Path aside = Files.writeString(root.resolve("agents/main/state/transcripts/notes.0c9d2f3a-1111-4222-8333-944445555666.jsonl"), "x");

            house.housekeeping.apply(AgentId.MAIN, plan);
            assertThat(house.sessions.find(NOTES).orElseThrow().look().archivedAt()).isPositive();
            assertThat(house.sessions.find(HOOK)).isEmpty();
            assertThat(aside).exists();
            assertThat(house.housekeeping.plans().get(AgentId.MAIN).isEmpty()).isTrue();

            talk.say(NOTES, "two", "what was it?");
            talk.model.next().answer("That.");
            talk.end("two");
            assertThat(house.sessions.find(NOTES).orElseThrow().look().archivedAt()).isZero();
        }
    }
}
