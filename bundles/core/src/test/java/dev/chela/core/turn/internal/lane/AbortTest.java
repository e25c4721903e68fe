package dev.chela.core.turn.internal.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.id.RunId;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Runs.State;
import dev.chela.core.turn.Turns;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbortTest {
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
    void before_the_first_token_nothing_but_the_question_is_kept() throws Exception {
        talk.say("a", "first");
        talk.model.next();
        talk.abort();
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
        assertThat(talk.story()).containsExactly("user: first");
        talk.assertOneEndOfEach("a");
        assertThat(talk.house.intake.open()).isEmpty();
    }

    @Test
    void in_mid_stream_the_text_shown_so_far_is_kept_and_the_end_comes_last() throws Exception {
        talk.say("a", "first");
        talk.model.next().stream("Once upon").stream(" a time");
        talk.abort();
        assertThat(talk.end("a").text()).isEqualTo("Once upon a time");
        assertThat(talk.story()).containsExactly("user: first", "assistant: Once upon a time");
        assertThat(talk.entries().get(2).message().path("stopReason").asText()).isEqualTo("aborted");
        assertThat(talk.told.get(talk.told.size() - 1)).isInstanceOf(Turns.Ended.class);
        talk.assertOneEndOfEach("a");
        List<Long> numbers = talk.told.stream().filter(AgentEvent.class::isInstance).map(e -> ((AgentEvent) e).run().seq()).toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void during_a_tool_its_token_is_cancelled_and_the_run_ends_when_the_tool_has() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        talk.tools.put("act", use -> {
            use.cancellation().onCancel(() -> cancelled.complete("yes"));
            inside.countDown();
            return ToolResult.error("ended: " + cancelled.join());
        });
        talk.say("a", "go");
        talk.model.next().call("1:act", "2:act");
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        talk.abort();
        assertThat(talk.end("a").state()).isEqualTo(State.ABORTED);
        assertThat(cancelled).isCompletedWithValue("yes");
        assertThat(talk.story()).containsExactly("user: go", "assistant: Working.", "toolResult: ended: yes");
        assertThat(talk.model.idle()).isTrue();
        talk.say("b", "and now");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.results()).as("every call of the history has a result").hasSize(2);
        next.answer("fine");
        assertThat(talk.end("b").state()).isEqualTo(State.OK);
    }

    @Test
    void no_tool_of_an_ended_run_says_anything_after_its_end() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        talk.tools.put("look", use -> {
            inside.countDown();
            if (use.callId().equals("1")) {
                throw new dev.chela.api.fault.Defect("broken");
            }
            await(leave);
            return ToolResult.text("late");
        });
        talk.say("a", "go");
        talk.model.next().call("1:look", "2:look");
        assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
        leave.countDown();
        assertThat(talk.end("a").state()).isEqualTo(State.ERROR);
        assertThat(talk.told.get(talk.told.size() - 1)).isInstanceOf(Turns.Ended.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_waits_for_a_place_among_the_running_is_taken_back_too() throws Exception {
        talk.agents.concurrency = 1;
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        var other = new dev.chela.api.id.SessionKey("agent:main:other");
        talk.say(other, "b", "second");
        assertThat(talk.house.turns.abort(other, java.util.Optional.empty(), "rpc")).extracting(Object::toString).containsExactly("b");
        assertThat(talk.end("b").state()).isEqualTo(State.ABORTED);
        asked.answer("one");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
        assertThat(talk.house.turns.quiet(other, Duration.ofSeconds(60))).isTrue();
        assertThat(talk.model.idle()).isTrue();
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void an_aborted_run_stays_aborted_after_a_restart() throws Exception {
        talk.say("a", "first");
        talk.model.next();
        talk.abort();
        talk.end("a");
        talk.close();
        talk = new Talk(root);
        assertThat(talk.house.turns.await(new RunId("a"), Duration.ofMinutes(1))).map(Runs.Settled::state).hasValue(State.ABORTED);
        assertThat(talk.model.idle()).isTrue();
        assertThat(talk.house.turns.all()).isEmpty();
    }
}
