package dev.chela.core.heartbeat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.usage.BudgetConfig.Amount;
import dev.chela.core.usage.BudgetConfig.Budget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a heart beats and when it does not, and how often at the most. */
class HeartbeatPaceTest {
    @TempDir
    Path root;

    private Talk talk;
    private BeatHouse beats;

    @BeforeEach
    void open() {
        talk = new Talk(root);
        beats = new BeatHouse(talk).list("- water the plants");
    }

    @AfterEach
    void close() {
        beats.close();
    }

    @Test
    void an_empty_list_costs_nothing_and_the_house_says_why_nothing_happened() {
        beats.list("# What I look after\n\n<!-- nothing\nyet -->\n- [ ]\n-\n").pass();
        assertThat(beats.told(1).path("reason").asText()).isEqualTo("empty-heartbeat-file");
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void without_a_list_only_a_prompt_of_its_own_makes_a_heart_beat() throws Exception {
        java.nio.file.Files.delete(talk.agents.primary().workspace().resolve(Checklist.FILE));
        beats.pass();
        assertThat(beats.told(1).path("reason").asText()).isEqualTo("empty-heartbeat-file");
        beats.again(said -> BeatHouse.prompt("Look at the sky.").or(said)).pass();
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).singleElement().asString().startsWith("[heartbeat] Look at the sky.").doesNotContain("HEARTBEAT.md");
        asked.answer("HEARTBEAT_OK");
        assertThat(beats.told(2).path("status").asText()).isEqualTo("ok-token");
    }

    @Test
    void while_the_agent_is_at_work_a_beat_is_left_out() throws Exception {
        talk.house.intake.submit(talk.house.said("r1", "hello"));
        PacedModel.Asked asked = talk.model.next();
        beats.passAtWork(Duration.ofMinutes(30));
        assertThat(beats.told(1).path("reason").asText()).isEqualTo("requests-in-flight");
        asked.answer("done");
        talk.house.ended("r1").orElseThrow();
        beats.pass();
        talk.model.next().answer("HEARTBEAT_OK");
        assertThat(beats.told(2).path("status").asText()).isEqualTo("ok-token");
    }

    @Test
    void outside_of_its_hours_a_heart_does_not_beat() {
        beats.again(said -> BeatHouse.hours(new ActiveHours("08:00", "12:15", null)).or(said)).pass();
        assertThat(beats.told(1).path("reason").asText()).isEqualTo("quiet-hours");
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void after_a_long_stop_there_is_one_beat_and_not_all_that_were_missed() throws Exception {
        beats.heartbeats.stop();
        beats.clock.set(beats.clock.now().plus(Duration.ofHours(100)));
        beats.again(said -> said);
        talk.model.next().answer("HEARTBEAT_OK");
        beats.told(1);
        beats.heartbeats.tick();
        assertThat(talk.model.idle()).isTrue();
        beats.pass();
        talk.model.next().answer("HEARTBEAT_OK");
        assertThat(beats.told(2).path("status").asText()).isEqualTo("ok-token");
    }

    @Test
    void a_restart_during_a_look_neither_repeats_it_nor_loses_what_came_of_it() throws Exception {
        beats.pass();
        PacedModel.Asked asked = talk.model.next();
        beats.again(said -> said);
        beats.heartbeats.tick();
        asked.answer("The ficus is dry.");
        assertThat(beats.told(1).path("preview").asText()).isEqualTo("The ficus is dry.");
        beats.pass();
        PacedModel.Asked second = talk.model.next();
        beats.heartbeats.stop();
        second.answer("The cactus is wet.");
        talk.house.until("it ended", () -> beats.conversation().contains("assistant: The cactus is wet."));
        beats.again(said -> said);
        assertThat(beats.told(2).path("preview").asText()).isEqualTo("The cactus is wet.");
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void when_the_interval_changes_it_counts_from_now() {
        beats.pass(Duration.ofMinutes(20)).again(said -> BeatHouse.every("2h").or(said)).pass(Duration.ofMinutes(119));
        assertThat(talk.model.idle()).isTrue();
        assertThat(beats.told).isEmpty();
        assertThat(beats.heartbeats.plans().get(0).next().getAsLong()).isEqualTo(beats.clock.now().plus(Duration.ofMinutes(1)).toEpochMilli());
    }

    @Test
    void no_interval_is_no_heartbeat_and_a_person_may_switch_them_off_for_good() throws Exception {
        beats.again(said -> BeatHouse.every("0m").or(said)).pass(Duration.ofDays(1));
        assertThat(beats.told).isEmpty();
        assertThat(beats.heartbeats.plans().get(0).every()).isZero();
        beats.heartbeats.switchOff();
        beats.again(said -> BeatHouse.every("30m")).pass(Duration.ofDays(1));
        assertThat(beats.heartbeats.on()).isFalse();
        assertThat(beats.told).isEmpty();
        beats.heartbeats.switchOn();
        talk.model.next().answer("HEARTBEAT_OK");
        assertThat(beats.told(1).path("status").asText()).isEqualTo("ok-token");
    }

    @Test
    void a_look_that_goes_round_in_circles_is_ended_by_its_own_budget_and_so_is_a_day_of_them() throws Exception {
        talk.tool("look", arguments -> "still looking");
        beats.again(said -> BeatHouse.budget(new Budget(new Amount(null, 1_000_000L), new Amount(0.004, null))).or(said)).pass();
        talk.model.next().counting(1_000).call("a:look");
        talk.model.next().counting(1_000).call("b:look");
        talk.model.next().answer("HEARTBEAT_OK");
        assertThat(beats.told(1).path("status").asText()).isEqualTo("ok-token");
        beats.pass();
        assertThat(beats.told(2).path("reason").asText()).startsWith("budget: today's heartbeats of agent \"main\" have spent $0.01 of $0.00")
                .contains("agents.defaults.heartbeat.budget.day");
        beats.again(said -> BeatHouse.budget(new Budget(new Amount(0.001, null), null))).pass();
        talk.model.next().counting(1_000).call("c:look");
        assertThat(beats.told(3).path("reason").asText()).startsWith("The budget for a turn of this kind is used up").contains("heartbeat.budget.turn.money");
        beats.pass(Duration.ofHours(13));
        talk.model.next().answer("HEARTBEAT_OK");
        assertThat(beats.told(4).path("status").asText()).isEqualTo("ok-token");
        assertThat(beats.conversation()).isEmpty();
    }

    @Test
    void whoever_wakes_an_agent_again_and_again_is_slowed_down_to_its_heartbeats() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(beats.heartbeats.wake(House.MAIN, "look " + i)).isEmpty();
        }
        talk.model.next().answer("seen");
        assertThat(beats.heartbeats.wake(House.MAIN, "look again")).get().asString().contains("woken 5 times within a minute");
        assertThat(talk.house.systemEvents.calling()).containsExactly(House.MAIN);
        beats.clock.set(beats.clock.now().plusSeconds(61));
        assertThat(beats.heartbeats.wake(House.MAIN, "once more")).isEqualTo(Optional.empty());
    }
}
