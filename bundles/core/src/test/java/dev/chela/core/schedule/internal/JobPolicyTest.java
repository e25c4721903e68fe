package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.schedule.Schedule.Mode;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.WallClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs say of themselves: when they run beside each other, where, with what, and how long what they did is kept. */
class JobPolicyTest {
    /** Once in ten years: what a test lets pass makes none of them due. */
    private static final String RARELY = "'schedule':{'kind':'every','everyMs':315360000000}";

    @TempDir
    Path root;

    private Talk talk;
    private WallClock clock;
    private CronSchedule schedule;

    @BeforeEach
    void open() {
        talk = new Talk(root);
        clock = new WallClock(talk.house.clock.now());
        schedule = CronHouse.schedule(talk, clock);
    }

    @AfterEach
    void close() {
        schedule.stop();
        talk.close();
    }

    /** In a file that nobody writes any more: a watch of it would set alarms of its own. The job that is far away has one set at all times. */
    private void hourly(String more) {
        schedule.stop();
        talk.house.home.directory("cron");
        PrivateFiles.write(root.resolve("cron/jobs.json"), "{\"version\":1,\"jobs\":[" + ScheduleTest.json("'id':'far','name':'far','schedule':{'kind':'at',"
                + "'at':'2099-01-01T00:00:00Z'}," + ScheduleTest.TURN) + "," + ScheduleTest.json("'id':'hourly','name':'hourly','schedule':{'kind':'every',"
                + "'everyMs':3600000,'anchorMs':" + clock.now().toEpochMilli() + "}," + ScheduleTest.TURN + more) + "]}");
        schedule = CronHouse.schedule(talk, clock);
        assertThat(schedule.jobs()).hasSize(2);
    }

    private String add(String more) {
        return schedule.add(ScheduleTest.json("'name':'plants','payload':{'kind':'agentTurn','message':'water the plants'}," + more)).path("id").asText();
    }

    private void pass(Duration time) throws InterruptedException {
        clock.set(clock.now().plus(time));
        clock.ringAndAwait();
    }

    private List<ObjectNode> log(int count) {
        talk.house.until(count + " runs have ended", () -> schedule.log(Optional.empty()).size() >= count);
        return schedule.log(Optional.empty());
    }

    private static String heard(PacedModel.Asked asked) {
        return asked.heard().get(asked.heard().size() - 1);
    }

    @Test
    void a_time_that_comes_while_the_job_runs_is_left_out_and_stands_in_the_log() throws Exception {
        hourly("");
        pass(Duration.ofHours(1));
        PacedModel.Asked first = talk.model.next();
        pass(Duration.ofHours(1));
        ObjectNode left = log(1).get(0);
        assertThat(left.path("status").asText()).isEqualTo("skipped");
        assertThat(left.path("error").asText()).isEqualTo("the run before it still goes on");
        first.answer("they are wet");
        assertThat(log(2)).extracting(entry -> entry.path("status").asText()).containsExactlyInAnyOrder("skipped", "ok");
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void or_it_waits_for_the_run_before_it_and_is_one_run_however_often_it_came() throws Exception {
        hourly(",'policy':{'overlap':'queue'}");
        pass(Duration.ofHours(1));
        PacedModel.Asked first = talk.model.next();
        pass(Duration.ofHours(1));
        pass(Duration.ofHours(1));
        assertThat(talk.model.idle()).isTrue();
        first.answer("they are wet");
        talk.model.next().answer("still wet");
        assertThat(log(2)).extracting(entry -> entry.path("summary").asText()).containsExactly("still wet", "they are wet");
        assertThat(talk.model.idle()).isTrue();
    }

    @Test
    void or_it_runs_beside_it() throws Exception {
        hourly(",'policy':{'overlap':'parallel'}");
        pass(Duration.ofHours(1));
        PacedModel.Asked first = talk.model.next();
        pass(Duration.ofHours(1));
        talk.model.next().answer("the second");
        assertThat(log(1).get(0).path("summary").asText()).isEqualTo("the second");
        first.answer("the first");
        assertThat(log(2)).extracting(entry -> entry.path("summary").asText()).containsExactlyInAnyOrder("the first", "the second");
    }

    @Test
    void jobs_of_the_full_hour_begin_up_to_five_minutes_later_each_always_at_its_own_time() {
        List<Long> late = Stream.of("a", "b", "c", "d").map(id -> late(id, "")).toList();
        assertThat(late).allSatisfy(millis -> assertThat(millis).isBetween(0L, 300_000L));
        assertThat(late).doesNotHaveDuplicates();
        schedule.stop();
        schedule = CronHouse.schedule(talk, clock);
        assertThat(Stream.of("a", "b", "c", "d").map(this::late).toList()).isEqualTo(late);
        assertThat(late("exact", ",'staggerMs':0")).isZero();
    }

    private long late(String id, String more) {
        add("'id':'" + id + "','schedule':{'kind':'cron','expr':'0 * * * *','tz':'UTC'" + more + "}");
        return late(id);
    }

    private long late(String id) {
        return schedule.job(id).orElseThrow().path("nextRunAtMs").asLong() % Duration.ofHours(1).toMillis();
    }

    @Test
    void a_turn_takes_place_in_the_conversation_that_the_job_names_or_in_that_which_it_was_made_in() throws Exception {
        talk.say(new SessionKey("agent:main:notes"), "n", "hello");
        talk.model.next().answer("hello notes");
        talk.end("n");
        String named = add(RARELY + ",'sessionTarget':'session:notes'");
        schedule.run(named, Mode.FORCE);
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.heard()).contains("hello").last().asString().endsWith("water the plants");
        asked.answer("they are wet");
        assertThat(log(1).get(0).path("sessionKey").asText()).isEqualTo("agent:main:notes");
        String current = add(RARELY + ",'sessionTarget':'current','sessionKey':'agent:main:notes'");
        schedule.run(current, Mode.FORCE);
        PacedModel.Asked again = talk.model.next();
        assertThat(again.heard()).contains("hello").anySatisfy(said -> assertThat(said).contains("[cron:" + named));
        again.answer("still wet");
        assertThat(log(2).get(0).path("sessionKey").asText()).isEqualTo("agent:main:notes");
    }

    @Test
    void a_turn_has_the_model_the_thinking_and_the_tools_that_the_job_names() throws Exception {
        talk.tool("look", arguments -> "seen").tool("act_shell", arguments -> "done");
        schedule.run(schedule.add(ScheduleTest.json(ScheduleTest.EVERY + ",'payload':{'kind':'agentTurn','message':'look','model':'test/other',"
                + "'thinking':'high','toolsAllow':['look']}")).path("id").asText(), Mode.FORCE);
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.models().get(0).model()).isEqualTo("other");
        assertThat(asked.thinking()).isEqualTo("high");
        assertThat(asked.offered()).containsExactly("look");
        asked.answer("seen");
        assertThat(log(1).get(0).path("model").asText()).isEqualTo("other");
    }

    @Test
    void conversations_of_single_runs_are_kept_for_a_day_and_the_log_for_a_week() throws Exception {
        String id = add(RARELY);
        String first = run(id, 1);
        later(Duration.ofHours(25));
        String second = run(id, 2);
        talk.house.until("the first is gone", () -> talk.house.sessions.find(new SessionKey(first)).isEmpty());
        assertThat(talk.house.sessions.find(new SessionKey(second))).isPresent();
        later(Duration.ofDays(8));
        String third = run(id, 1);
        assertThat(schedule.log(Optional.of(id))).extracting(entry -> entry.path("sessionKey").asText()).containsExactly(third);
    }

    private void later(Duration time) {
        talk.house.clock.pass(time);
        clock.set(talk.house.clock.now());
    }

    /** @param left how many are in the log then @return its conversation */
    private String run(String id, int left) throws InterruptedException {
        String run = schedule.run(id, Mode.FORCE).runId();
        talk.model.next().answer("wet");
        talk.house.until("it ended", () -> schedule.log(Optional.of(id)).stream().anyMatch(entry -> entry.path("runId").asText().equals(run)));
        List<ObjectNode> log = schedule.log(Optional.of(id));
        assertThat(log).hasSize(left);
        return log.get(0).path("sessionKey").asText();
    }

    @Test
    void a_job_that_waits_for_a_command_runs_with_what_came_of_it() throws Exception {
        HeldChild child = new HeldChild();
        restart(child);
        add("'schedule':{'kind':'on-exit','command':'make'}");
        child.awaited();
        assertThat(child.line).contains("make");
        child.end(2, "no rule");
        PacedModel.Asked asked = talk.model.next();
        assertThat(heard(asked)).contains("water the plants").contains("The command: the command ended with code 2: no rule");
        asked.answer("I see");
        log(1);
    }

    @Test
    void of_a_command_that_a_stop_cut_off_the_outcome_is_said_to_be_unknown_and_it_is_not_begun_again() throws Exception {
        HeldChild child = new HeldChild();
        restart(child);
        add("'schedule':{'kind':'on-exit','command':'make'}");
        child.awaited();
        restart(new HeldChild());
        PacedModel.Asked asked = talk.model.next();
        assertThat(heard(asked)).contains("the gateway stopped while it waited for the command to end");
        asked.answer("I see");
        log(1);
    }

    private void restart(HeldChild child) {
        schedule.stop();
        schedule = CronHouse.schedule(talk, clock, child::start);
    }
}
