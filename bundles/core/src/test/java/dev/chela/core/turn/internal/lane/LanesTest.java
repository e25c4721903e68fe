package dev.chela.core.turn.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Intake;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanesTest {
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

    private static SessionKey session(int n) {
        return new SessionKey("agent:main:s" + n);
    }

    @Test
    void sessions_run_side_by_side_up_to_the_limit_and_the_rest_follow() throws Exception {
        talk.agents.concurrency = 3;
        for (int i = 0; i < 6; i++) {
            talk.say(session(i), "r" + i, "hello " + i);
        }
        List<PacedModel.Asked> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            asked.add(talk.model.next());
        }
        assertThat(talk.house.turns.all()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            asked.get(i).answer("done");
            asked.add(talk.model.next());
            assertThat(talk.house.turns.all().size()).isLessThanOrEqualTo(3);
        }
        asked.subList(3, 6).forEach(a -> a.answer("done"));
        for (int i = 0; i < 6; i++) {
            assertThat(talk.end("r" + i).text()).isEqualTo("done");
        }
    }

    @Test
    void the_same_key_is_one_message_while_it_runs_and_after() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        Intake.Receipt again = talk.house.intake.submit(Talk.input(House.MAIN, "a", "first", ""));
        assertThat(again.fresh()).isFalse();
        assertThat(again.existing()).map(Intake.Kept::state).hasValue(Intake.State.CONSUMED);
        asked.answer("one");
        assertThat(talk.end("a").text()).isEqualTo("one");
        Intake.Receipt after = talk.house.intake.submit(Talk.input(House.MAIN, "a", "first", ""));
        assertThat(after.existing()).map(Intake.Kept::state).hasValue(Intake.State.SETTLED);
        assertThat(talk.story()).hasSize(2);
        talk.assertOneEndOfEach("a");
    }

    @Test
    void a_lane_that_is_full_refuses_visibly_and_keeps_what_it_has() throws Exception {
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        for (int i = 0; i < Lane.LIMIT; i++) {
            talk.say("w" + i, "waiting " + i);
        }
        talk.say("over", "one too many");
        assertThat(talk.end("over").state()).isEqualTo(State.ERROR);
        assertThat(talk.end("over").error()).contains("agent:main:main", String.valueOf(Lane.LIMIT));
        assertThat(talk.house.intake.find("over")).map(Intake.Kept::state).hasValue(Intake.State.REFUSED);
        asked.answer("one");
        PacedModel.Asked rest = talk.model.next();
        assertThat(rest.heard()).hasSize(Lane.LIMIT + 1);
        rest.answer("all");
        assertThat(talk.end("w" + (Lane.LIMIT - 1)).state()).isEqualTo(State.OK);
        talk.assertOneEndOfEach("over", "w0", "w" + (Lane.LIMIT - 1));
    }

    @Test
    void an_unknown_run_is_waited_for_in_vain_and_not_remembered() {
        assertThat(talk.house.turns.await(new RunId("nobody"), Duration.ofMillis(1))).isEmpty();
        assertThat(talk.house.turns.state(new RunId("nobody"))).isEmpty();
    }

    @Test
    void whoever_waits_may_be_there_before_the_message() throws Exception {
        CompletableFuture<Runs.Settled> end = CompletableFuture.supplyAsync(() -> talk.end("a"));
        talk.say("a", "first");
        talk.model.next().answer("one");
        assertThat(end.get(60, TimeUnit.SECONDS).text()).isEqualTo("one");
    }
}
