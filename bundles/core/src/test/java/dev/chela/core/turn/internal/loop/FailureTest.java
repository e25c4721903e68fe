package dev.chela.core.turn.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.fault.Transient;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs.State;
import dev.chela.core.store.CommitListener;
import dev.chela.core.turn.internal.HeldClock;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.settings.LoopDetection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {
    private static final String SECRET = "sk-" + "a1B2c3D4".repeat(6);

    @TempDir
    private Path root;
    private Talk talk;

    @AfterEach
    void close() {
        talk.close();
    }

    private Entry last() throws Exception {
        var entries = talk.entries();
        return entries.get(entries.size() - 1);
    }

    @Test
    void a_model_that_fails_leaves_an_error_in_the_conversation_and_the_next_message_works() throws Exception {
        talk = new Talk(root);
        talk.say("a", "first");
        talk.model.next().fail(new Transient("the model is overloaded; key " + SECRET, Duration.ZERO));
        assertThat(talk.end("a").state()).isEqualTo(State.ERROR);
        assertThat(talk.end("a").kind()).isEqualTo("timeout");
        assertThat(talk.end("a").error()).contains("overloaded").doesNotContain(SECRET);
        assertThat(last().message().path("errorMessage").asText()).isEqualTo(talk.end("a").error());
        assertThat(talk.house.sessions.open(House.MAIN).last().state()).isEqualTo("failed");
        talk.say("b", "again");
        PacedModel.Asked next = talk.model.next();
        assertThat(next.heard()).containsExactly("first", "again");
        next.answer("now");
        assertThat(talk.end("b").text()).isEqualTo("now");
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void a_defect_of_ours_ends_the_run_visibly_and_the_lane_goes_on() throws Exception {
        talk = new Talk(root);
        talk.say("a", "first");
        talk.model.next().fail(new IllegalStateException("oops"));
        assertThat(talk.end("a").error()).contains("internal error", "oops");
        talk.say("b", "again");
        talk.model.next().answer("now");
        assertThat(talk.end("b").state()).isEqualTo(State.OK);
    }

    @Test
    void an_agent_that_was_removed_answers_with_what_happened_to_it() throws Exception {
        talk = new Talk(root);
        talk.agents.removed = true;
        talk.say("a", "first");
        assertThat(talk.end("a").error()).contains("no longer exists in configuration");
        assertThat(talk.story()).hasSize(2).first().isEqualTo("user: first");
        talk.agents.removed = false;
        talk.say("b", "again");
        talk.model.next().answer("back");
        assertThat(talk.end("b").text()).isEqualTo("back");
    }

    @Test
    void a_run_that_takes_too_long_ends_with_what_it_has_shown() throws Exception {
        talk = new Talk(root);
        talk.agents.timeout = HeldClock.HELD;
        talk.say("a", "first");
        talk.model.next().stream("half an ans");
        talk.house.clock.ring();
        assertThat(talk.end("a").state()).isEqualTo(State.ERROR);
        assertThat(talk.end("a").kind()).isEqualTo("timeout");
        assertThat(talk.end("a").error()).contains("timeoutSeconds");
        assertThat(talk.story()).containsExactly("user: first", "assistant: half an ans");
    }

    @Test
    void a_model_that_repeats_a_call_is_told_then_blocked_then_stopped() throws Exception {
        talk = new Talk(root);
        AtomicInteger calls = new AtomicInteger();
        talk.tools.put("look", use -> {
            calls.incrementAndGet();
            return ToolResult.text("same");
        });
        talk.say("a", "go");
        for (int i = 1; i <= 11; i++) {
            PacedModel.Asked asked = talk.model.next();
            if (i == 6) {
                assertThat(asked.results().get(4)).startsWith("same").contains("nothing has changed");
            }
            asked.call(i + ":look");
        }
        PacedModel.Asked last = talk.model.next();
        assertThat(last.results().get(10)).asString().startsWith("None of these calls was made: 'look'");
        last.call("12:look");
        assertThat(talk.end("a").state()).isEqualTo(State.ERROR);
        assertThat(talk.end("a").error()).contains("look");
        assertThat(calls).hasValue(10);
    }

    @Test
    void an_agent_may_have_its_own_idea_of_a_circle() throws Exception {
        LoopDetection off = new LoopDetection(false, 0, 0, 0, null);
        talk = new Talk(root, new LoopDetection.Roster(Map.of("main", new LoopDetection.Entry(new LoopDetection.Tools(off)))));
        talk.tool("look", arguments -> "same");
        talk.say("a", "go");
        for (int i = 1; i <= 12; i++) {
            talk.model.next().call(i + ":look");
        }
        PacedModel.Asked last = talk.model.next();
        assertThat(last.results()).hasSize(12).containsOnly("same");
        last.answer("done");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
    }

    @Test
    void arguments_that_are_not_json_come_back_to_the_model_as_they_were() throws Exception {
        talk = new Talk(root);
        talk.tools.put("look", use -> ToolResult.error("not JSON: " + use.arguments()));
        talk.say("a", "go");
        talk.model.next().callWith("1", "look", "{\"a\":");
        PacedModel.Asked again = talk.model.next();
        assertThat(again.results()).containsExactly("not JSON: {\"a\":");
        again.answer("sorry");
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
    }

    /** Refuses commits as a full disk does, for as long as a test wants. */
    private static final class FullDisk implements CommitListener {
        private final AtomicInteger refusals = new AtomicInteger();
        private volatile String step = "";

        @Override
        public void at(String name, Phase phase) {
            if (phase == Phase.BEFORE_COMMIT && step.contains(name) && refusals.getAndDecrement() > 0) {
                throw new Transient("the disk is full", Duration.ofMillis(10));
            }
        }
    }

    @Test
    void a_turn_whose_commits_the_disk_refuses_rests_and_goes_on() throws Exception {
        FullDisk disk = new FullDisk();
        talk = new Talk(root, disk);
        talk.say("a", "first");
        PacedModel.Asked asked = talk.model.next();
        disk.step = "final error";
        disk.refusals.set(2);
        talk.say("b", "second");
        asked.answer("one");
        PacedModel.Asked again = talk.model.next();
        again.answer("one and two");
        while (!talk.house.turns.quiet(House.MAIN, Duration.ofMillis(20))) {
            if (!talk.model.idle()) {
                talk.model.next().answer("two");
            }
        }
        assertThat(talk.end("a").state()).isEqualTo(State.OK);
        assertThat(talk.end("b").state()).isEqualTo(State.OK);
        assertThat(talk.house.intake.open()).isEmpty();
        talk.assertOneEndOfEach("a", "b");
    }

    @Test
    void an_inbox_that_could_not_write_does_not_count_what_it_refused() {
        FullDisk disk = new FullDisk();
        talk = new Talk(root, disk);
        disk.step = "accept";
        disk.refusals.set(1);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> talk.say("a", "first")).isInstanceOf(Transient.class);
        assertThat(talk.house.intake.find("a")).isEmpty();
        talk.say("a", "first");
        assertThat(talk.house.intake.find("a")).isPresent();
    }

    @Test
    void an_unknown_model_is_named_in_the_answer() throws Exception {
        talk = new Talk(root);
        talk.house.intake.submit(Talk.input(House.MAIN, "a", "first", "nobody/nothing"));
        assertThat(talk.end("a").error()).contains("nobody/nothing", "test/scripted");
        assertThat(talk.end("a").state()).isEqualTo(State.ERROR);
    }
}
