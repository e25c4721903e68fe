package dev.chela.core.heartbeat.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.SessionKey;
import dev.chela.core.heartbeat.internal.HeartbeatConfig.Heartbeat;
import dev.chela.core.session.Session;
import dev.chela.core.session.SystemEvents.Weight;
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

class HeartbeatTest {
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

    private void say(String id, String text, String answer) throws Exception {
        talk.house.intake.submit(talk.house.said(id, text));
        talk.model.next().answer(answer);
        talk.house.ended(id).orElseThrow();
    }

    @Test
    void every_half_hour_the_list_is_gone_through_and_when_there_is_nothing_to_tell_no_trace_of_it_stays() throws Exception {
        say("r1", "hello", "hello you");
        Session before = talk.house.sessions.open(House.MAIN);
        beats.pass(Duration.ofMinutes(29)).pass(Duration.ofMinutes(1));
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).hasSize(2).last().asString().startsWith("[heartbeat] ").contains("HEARTBEAT_OK", "# HEARTBEAT.md\n- water the plants");
        asked.answer("**HEARTBEAT_OK** The plants are wet.");
        JsonNode told = beats.told(1);
        assertThat(told.path("status").asText()).isEqualTo("ok-token");
        assertThat(told.path("agentId").asText()).isEqualTo("main");
        assertThat(beats.heartbeats.last()).get().hasToString(told.toString());
        Session after = talk.house.sessions.open(House.MAIN);
        assertThat(beats.conversation()).containsExactly("user: hello", "assistant: hello you");
        assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
        assertThat(after.last().endedAt()).isEqualTo(before.last().endedAt());
        assertThat(after.last().preview()).isEqualTo(before.last().preview());
        assertThat(after.touchedAt()).isEqualTo(before.touchedAt());
        talk.house.intake.submit(talk.house.said("r2", "and now?"));
        assertThat(talk.model.next().heard()).containsExactly("hello", "and now?");
    }

    @Test
    void what_an_abandoned_look_leaves_in_the_transcript_is_no_branch_that_people_are_offered() throws Exception {
        say("r1", "hello", "hello you");
        beats.pass();
        talk.model.next().answer("NO_REPLY");
        beats.told(1);
        Session session = talk.house.sessions.open(House.MAIN);
        assertThat(dev.chela.core.session.Branch.all(session.leaf(), talk.house.transcripts.tree(session))).singleElement()
                .satisfies(branch -> assertThat(branch.messages()).hasSize(2));
    }

    @Test
    void what_there_is_to_tell_stays_in_the_conversation_even_where_nobody_can_be_sent_it() throws Exception {
        beats.pass();
        talk.model.next().answer("The ficus is dry.");
        JsonNode told = beats.told(1);
        assertThat(told.path("status").asText()).isEqualTo("skipped");
        assertThat(told.path("reason").asText()).isEqualTo("no-target");
        assertThat(told.path("preview").asText()).isEqualTo("The ficus is dry.");
        assertThat(beats.conversation()).hasSize(2).last().isEqualTo("assistant: The ficus is dry.");
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
        beats.again(said -> prompt("Look at the sky.").or(said)).pass();
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).singleElement().asString().startsWith("[heartbeat] Look at the sky.").doesNotContain("HEARTBEAT.md");
        asked.answer("HEARTBEAT_OK");
        assertThat(beats.told(2).path("status").asText()).isEqualTo("ok-token");
    }

    @Test
    void what_happened_in_the_house_and_calls_is_looked_at_though_the_list_is_empty_and_is_known_afterwards() throws Exception {
        beats.list("");
        talk.house.systemEvents.add(House.MAIN, "The backup is done.", Weight.CALL);
        beats.pass();
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard().toString()).contains("] The backup is done.", "look at what you were told just now");
        asked.answer("HEARTBEAT_OK");
        beats.told(1);
        assertThat(beats.conversation()).singleElement().asString().startsWith("system: ").endsWith("The backup is done.");
        beats.pass();
        assertThat(beats.told(2).path("reason").asText()).isEqualTo("empty-heartbeat-file");
    }

    @Test
    void what_calls_in_another_conversation_is_looked_at_there() throws Exception {
        SessionKey other = new SessionKey("agent:main:dashboard:one");
        talk.house.systemEvents.add(other, "The build is red.", Weight.CALL);
        beats.list("").pass();
        talk.model.next().answer("Shall I mend it?");
        beats.told(1);
        assertThat(beats.conversation(other)).hasSize(3).last().isEqualTo("assistant: Shall I mend it?");
        assertThat(beats.conversation()).isEmpty();
    }

    @Test
    void mere_news_wait_for_the_next_turn_and_what_comes_during_a_look_is_not_lost_with_it() throws Exception {
        talk.house.systemEvents.add(House.MAIN, "Somebody is at the door.", Weight.NEWS);
        beats.list("").pass();
        assertThat(beats.told(1).path("reason").asText()).isEqualTo("empty-heartbeat-file");
        beats.list("- x").pass();
        PacedModel.Asked asked = talk.model.next();
        talk.house.systemEvents.add(House.MAIN, "The door is open.", Weight.NEWS);
        asked.answer("HEARTBEAT_OK");
        beats.told(2);
        talk.house.intake.submit(talk.house.said("r1", "hello"));
        assertThat(talk.model.next().heard().toString()).contains("at the door.", "The door is open.", "hello");
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
    void nobody_speaks_into_a_look_what_is_said_meanwhile_has_its_own_turn() throws Exception {
        beats.pass();
        PacedModel.Asked look = talk.model.next();
        talk.house.intake.submit(talk.house.said("r1", "hello"));
        look.answer("HEARTBEAT_OK");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).containsExactly("hello");
        asked.answer("hello you");
        talk.house.ended("r1").orElseThrow();
        assertThat(beats.conversation()).containsExactly("user: hello", "assistant: hello you");
    }

    @Test
    void outside_of_its_hours_a_heart_does_not_beat() {
        beats.again(said -> hours(new ActiveHours("08:00", "12:15", null)).or(said)).pass();
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
        beats.pass(Duration.ofMinutes(20)).again(said -> every("2h").or(said)).pass(Duration.ofMinutes(119));
        assertThat(talk.model.idle()).isTrue();
        assertThat(beats.told).isEmpty();
        assertThat(beats.heartbeats.plans().get(0).next().getAsLong()).isEqualTo(beats.clock.now().plus(Duration.ofMinutes(1)).toEpochMilli());
    }

    @Test
    void no_interval_is_no_heartbeat_and_a_person_may_switch_them_off_for_good() throws Exception {
        beats.again(said -> every("0m").or(said)).pass(Duration.ofDays(1));
        assertThat(beats.told).isEmpty();
        assertThat(beats.heartbeats.plans().get(0).every()).isZero();
        beats.heartbeats.switchOff();
        beats.again(said -> every("30m")).pass(Duration.ofDays(1));
        assertThat(beats.heartbeats.on()).isFalse();
        assertThat(beats.told).isEmpty();
        beats.heartbeats.switchOn();
        talk.model.next().answer("HEARTBEAT_OK");
        assertThat(beats.told(1).path("status").asText()).isEqualTo("ok-token");
    }

    @Test
    void a_light_look_shows_the_model_neither_files_nor_what_was_said_before() throws Exception {
        talk.agents.files = java.util.List.of(new dev.chela.core.agent.Agents.ContextFile("SOUL.md", "I am kind."));
        say("r1", "hello", "hello you");
        beats.again(said -> new Heartbeat(null, null, null, null, null, null, null, "test/other", null, null, null, true, true, null)).pass();
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).singleElement().asString().startsWith("[heartbeat] ");
        assertThat(asked.messages().toString()).doesNotContain("I am kind.");
        assertThat(asked.models().get(0).model()).isEqualTo("other");
        asked.answer("The ficus is dry.");
        beats.told(1);
        talk.house.intake.submit(talk.house.said("r2", "which one?"));
        assertThat(talk.model.next().heard().toString()).contains("hello", "which one?");
    }

    @Test
    void a_look_that_fails_is_told_and_leaves_no_trace() throws Exception {
        beats.pass();
        talk.model.next().fail(new Permanent("no such model"));
        JsonNode told = beats.told(1);
        assertThat(told.path("status").asText()).isEqualTo("failed");
        assertThat(told.path("reason").asText()).contains("no such model");
        assertThat(beats.conversation()).isEmpty();
    }

    @Test
    void a_look_that_goes_round_in_circles_is_ended_by_its_own_budget_and_so_is_a_day_of_them() throws Exception {
        talk.tool("look", arguments -> "still looking");
        beats.again(said -> budget(new Budget(new Amount(null, 1_000_000L), new Amount(0.004, null))).or(said)).pass();
        talk.model.next().counting(1_000).call("a:look");
        talk.model.next().counting(1_000).call("b:look");
        talk.model.next().answer("HEARTBEAT_OK");
        assertThat(beats.told(1).path("status").asText()).isEqualTo("ok-token");
        beats.pass();
        assertThat(beats.told(2).path("reason").asText()).startsWith("budget: today's heartbeats of agent \"main\" have spent $0.01 of $0.00")
                .contains("agents.defaults.heartbeat.budget.day");
        beats.again(said -> budget(new Budget(new Amount(0.001, null), null))).pass();
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

    private static Heartbeat every(String interval) {
        return new Heartbeat(interval, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static Heartbeat hours(ActiveHours hours) {
        return new Heartbeat(null, hours, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static Heartbeat prompt(String prompt) {
        return new Heartbeat(null, null, null, null, null, null, null, null, prompt, null, null, null, null, null);
    }

    private static Heartbeat budget(Budget budget) {
        return new Heartbeat(null, null, null, null, null, null, null, null, null, null, null, null, null, budget);
    }
}
