package dev.chela.core.turn.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.tool.ToolResult;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said while a session is being reset ends up in the old conversation or in the new one, as a whole. */
class ResetRaceTest {
    private static final int ROUNDS = 60;

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

    @Test
    void what_comes_when_the_lane_is_quiet_waits_for_the_change() throws Exception {
        talk.say("a", "first");
        talk.model.next();
        Optional<Boolean> idle = talk.house.turns.inBetween(House.MAIN, "reset", Duration.ofSeconds(60), () -> {
            talk.say("b", "second");
            return talk.model.idle() && talk.house.turns.active(House.MAIN).isEmpty();
        });
        assertThat(idle).hasValue(true);
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).last().isEqualTo("second");
        asked.answer("ok");
        assertThat(talk.end("b").state()).isEqualTo(State.OK);
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void what_comes_while_a_run_is_being_ended_does_not_join_it() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch goOn = slowTool(told::countDown);
        CompletableFuture<?> reset = CompletableFuture.runAsync(() -> talk.house.endings.reset(House.MAIN, "reset"));
        await(told);
        talk.say("b", "second");
        goOn.countDown();
        reset.get(60, TimeUnit.SECONDS);
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("second");
        asked.answer("ok");
        assertThat(talk.end("b").state()).isEqualTo(State.OK);
    }

    @Test
    void a_lane_that_did_not_become_free_in_time_is_not_changed_and_goes_on() throws Exception {
        CountDownLatch goOn = slowTool(() -> { });
        assertThat(talk.house.turns.inBetween(House.MAIN, "reset", Duration.ofMillis(1), () -> "changed")).isEmpty();
        goOn.countDown();
        talk.end("a");
        talk.say("b", "second");
        talk.model.next().answer("ok");
        assertThat(talk.end("b").state()).isEqualTo(State.OK);
    }

    /** Returns when the run "a" is in a tool, which ends when the latch is opened, whatever it is told meanwhile. */
    private CountDownLatch slowTool(Runnable whenToldToEnd) throws Exception {
        CountDownLatch inTool = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        talk.tools.put("slow", use -> {
            try (var listening = use.cancellation().onCancel(whenToldToEnd)) {
                inTool.countDown();
                await(goOn);
            }
            return ToolResult.text("done");
        });
        talk.say("a", "first");
        talk.model.next().call("1:slow");
        await(inTool);
        return goOn;
    }

    @Test
    void no_turn_is_torn_by_resets_that_come_at_any_moment() throws Exception {
        CompletableFuture<?> model = CompletableFuture.runAsync(this::answerEverything);
        CompletableFuture<?> person = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                talk.say("m" + i, "message " + i);
                talk.end("m" + i);
            }
        });
        int resets = 0;
        while (!person.isDone()) {
            talk.house.endings.reset(House.MAIN, "reset");
            resets++;
        }
        person.get(60, TimeUnit.SECONDS);
        talk.say("last", "stop answering");
        model.get(60, TimeUnit.SECONDS);
        assertThat(resets).isPositive();
        for (int i = 0; i < ROUNDS; i++) {
            talk.assertOneEndOfEach("m" + i);
            assertWhole("m" + i, talk.end("m" + i).state());
        }
    }

    private void answerEverything() {
        try {
            for (PacedModel.Asked asked = talk.model.next();; asked = talk.model.next()) {
                String heard = asked.heard().get(asked.heard().size() - 1);
                asked.answer("re: " + heard);
                if (heard.equals("stop answering")) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void assertWhole(String run, State end) throws Exception {
        List<String> between = new ArrayList<>();
        List<Entry> entries = talk.entries();
        int first = -1;
        int last = -1;
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).id().startsWith(run + ":")) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        for (int i = first; i >= 0 && i <= last; i++) {
            between.add(entries.get(i).type());
        }
        assertThat(between).as("lines of " + run).doesNotContain("reset");
        if (end == State.OK) {
            assertThat(between).as("lines of " + run).hasSize(2);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
