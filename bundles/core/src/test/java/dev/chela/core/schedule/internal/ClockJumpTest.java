package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.WallClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine's clock is put to another time, or stands still with the machine. */
class ClockJumpTest {
    private static final Instant BEGIN = Instant.parse("2026-05-05T10:00:00Z");

    @TempDir
    Path root;

    private final WallClock clock = new WallClock(BEGIN);
    private Talk talk;
    private CronSchedule schedule;

    @BeforeEach
    void open() {
        talk = new Talk(root);
        schedule = CronHouse.schedule(talk, clock);
    }

    @AfterEach
    void close() {
        schedule.stop();
        talk.close();
    }

    private String add(String when) {
        return schedule.add(ScheduleTest.json("'name':'plants','schedule':{" + when + "}," + ScheduleTest.TURN)).path("id").asText();
    }

    private long next(String id) {
        return schedule.job(id).orElseThrow().path("nextRunAtMs").asLong();
    }

    @Test
    void what_was_due_while_the_machine_slept_begins_within_a_minute_of_its_waking() throws Exception {
        String id = add("'kind':'cron','expr':'0 12 * * *','tz':'UTC','staggerMs':0");
        Instant awake = BEGIN.plus(Duration.ofHours(5));
        clock.set(awake);
        clock.ringAndAwait(); // It was to ring a minute after the beginning.
        talk.model.next().answer("they are wet");
        assertThat(next(id)).isEqualTo(Instant.parse("2026-05-06T12:00:00Z").toEpochMilli());
    }

    @Test
    void a_clock_that_was_put_back_makes_no_job_wait_until_it_has_caught_up() throws Exception {
        String id = add("'kind':'every','everyMs':3600000,'anchorMs':" + BEGIN.minus(Duration.ofDays(30)).toEpochMilli());
        assertThat(next(id)).isEqualTo(BEGIN.plus(Duration.ofHours(1)).toEpochMilli());
        Instant earlier = BEGIN.minus(Duration.ofHours(5));
        clock.set(earlier);
        clock.ringAndAwait();
        assertThat(next(id)).isEqualTo(earlier.plus(Duration.ofHours(1)).toEpochMilli());
        assertThat(talk.model.idle()).isTrue();
    }
}
