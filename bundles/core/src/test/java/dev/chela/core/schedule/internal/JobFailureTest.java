package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.schedule.Schedule.Mode;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.WallClock;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job that fails, and who is told. */
class JobFailureTest {
    @TempDir
    Path root;

    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;
    private WallClock clock;
    private CronSchedule schedule;

    @BeforeEach
    void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", Map.of("allowFrom", List.of("alice"), "dmPolicy", "allowlist")));
        clock = new WallClock(talk.house.clock.now());
        schedule = CronHouse.schedule(talk, clock);
    }

    @AfterEach
    void close() {
        schedule.stop();
        talk.close();
    }

    private ObjectNode job() {
        return schedule.job("plants").orElseThrow();
    }

    private long inMillis() {
        return job().path("nextRunAtMs").asLong() - clock.now().toEpochMilli();
    }

    /** What the log says last. Asking for jobs waits until whatever ended has been reckoned with. */
    private ObjectNode logged(int count) {
        talk.house.until(count + " runs have ended", () -> schedule.log(Optional.empty()).size() >= count);
        schedule.jobs();
        return schedule.log(Optional.empty()).get(0);
    }

    private ObjectNode failed(int count) throws InterruptedException {
        talk.model.next().fail(new Permanent("the well is dry"));
        return logged(count);
    }

    private void add(String more) {
        schedule.add(ScheduleTest.json("'id':'plants'," + ScheduleTest.EVERY + "," + ScheduleTest.TURN + more));
    }

    private void failsByHand(int times) throws InterruptedException {
        for (int run = 1; run <= times; run++) {
            schedule.run("plants", Mode.FORCE);
            failed(run);
        }
    }

    private void worksByHand(int count) throws InterruptedException {
        schedule.run("plants", Mode.FORCE);
        talk.model.next().answer("NO_REPLY");
        logged(count);
    }

    private List<String> news() {
        return talk.house.systemEvents.waiting(House.MAIN).stream().map(event -> event.text()).toList();
    }

    @Test
    void a_run_that_fails_is_repeated_as_often_as_the_job_says_and_then_the_next_time_is_waited_for() throws Exception {
        schedule.stop();
        talk.house.home.directory("cron");
        // In a file that nobody writes any more: a watch of it would set alarms of its own.
        PrivateFiles.write(root.resolve("cron/jobs.json"), "{\"version\":1,\"jobs\":[" + ScheduleTest.json("'id':'plants','name':'plants','schedule':{'kind':'every',"
                + "'everyMs':3600000,'anchorMs':" + clock.now().toEpochMilli() + "}," + ScheduleTest.TURN + ",'policy':{'retries':2}") + "]}");
        schedule = CronHouse.schedule(talk, clock);
        Duration hour = Duration.ofMillis(inMillis());
        later(hour);
        String run = failed(1).path("runId").asText();
        assertThat(inMillis()).isEqualTo(30_000);
        later(Duration.ofSeconds(30));
        assertThat(failed(2).path("runId").asText()).isEqualTo(run + "-1");
        assertThat(inMillis()).isEqualTo(60_000);
        later(Duration.ofMinutes(1));
        assertThat(failed(3).path("runId").asText()).isEqualTo(run + "-2");
        assertThat(inMillis()).isEqualTo(hour.minusSeconds(90).toMillis());
    }

    private void later(Duration time) throws InterruptedException {
        clock.set(clock.now().plus(time));
        clock.ringAndAwait();
    }

    @Test
    void a_job_says_itself_after_how_many_failures_who_is_told_and_no_more_often_than_it_wishes() throws Exception {
        add(",'failureAlert':{'after':1,'mode':'announce','channel':'loopback','to':'bob','cooldownMs':7200000}");
        failsByHand(2);
        clock.set(clock.now().plus(Duration.ofHours(2)));
        schedule.run("plants", Mode.FORCE);
        failed(3);
        worksByHand(4);
        talk.house.until("all arrived", () -> wire.texts().size() >= 3);
        assertThat(wire.arrived()).allMatch(each -> each.chat().equals("bob"));
        assertThat(wire.texts()).satisfiesExactlyInAnyOrder(first -> assertThat(first).contains("failed 1 times in a row", "the well is dry"),
                second -> assertThat(second).contains("failed 3 times in a row"), again -> assertThat(again).isEqualTo("Cron job \"plants\" works again."));
        assertThat(news()).isEmpty();
    }

    @Test
    void or_that_nobody_is() throws Exception {
        add(",'failureAlert':false");
        failsByHand(3);
        worksByHand(4);
        assertThat(news()).isEmpty();
        assertThat(job().path("state").path("consecutiveErrors").asInt()).isZero();
    }

    @Test
    void where_the_result_of_a_failed_run_would_go_and_its_failures_shall_not_another_place_is_told() throws Exception {
        add(",'delivery':{'mode':'announce','channel':'loopback','to':'alice','failureDestination':{'channel':'loopback','to':'bob'}}");
        failsByHand(2);
        talk.house.until("it arrived", () -> !wire.arrived().isEmpty());
        assertThat(wire.arrived()).singleElement().satisfies(told -> {
            assertThat(told.chat()).isEqualTo("bob");
            assertThat(told.text()).contains("failed 2 times in a row");
        });
    }

    @Test
    void without_a_place_the_agents_own_conversation_is_told() throws Exception {
        add("");
        failsByHand(2);
        assertThat(news()).singleElement().asString().contains("\"plants\" failed 2 times in a row");
    }
}
