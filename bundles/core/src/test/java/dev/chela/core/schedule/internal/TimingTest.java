package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimingTest {
    private static final int SAMPLES = Integer.getInteger("chela.samples", 2000) / 100;
    private static final List<String> ZONES = List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo",
            "Asia/Kathmandu", "Pacific/Apia", "UTC", "Africa/Casablanca");

    static Timing calendar(String expression, String zone) {
        return new Timing.Calendar(CronTable.read(expression), new ClockRules(ZoneId.of(zone)), 0);
    }

    private static String next(String expression, String zone, String after) {
        return calendar(expression, zone).after(Instant.parse(after)).map(Instant::toString).orElse("never");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "*/15 * * * * | UTC | 2026-03-01T10:07:30Z | 2026-03-01T10:15:00Z",
        "30 9 * * MON-FRI | Europe/Berlin | 2026-03-06T12:00:00Z | 2026-03-09T08:30:00Z",
        "0 0 29 2 * | UTC | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
        "15 30 9 * * * | UTC | 2026-03-01T00:00:00Z | 2026-03-01T09:30:15Z",
        "0 12 13 * FRI | UTC | 2026-03-10T13:00:00Z | 2026-03-13T12:00:00Z",
        "0 12 1 JAN,jul * | UTC | 2026-03-10T13:00:00Z | 2026-07-01T12:00:00Z",
        "0 12 * * 7 | UTC | 2026-03-10T13:00:00Z | 2026-03-15T12:00:00Z",
        "0 12 L * * | UTC | 2026-02-10T13:00:00Z | 2026-02-28T12:00:00Z",
        "0 12 * * 5#3 | UTC | 2026-03-10T13:00:00Z | 2026-03-20T12:00:00Z",
        "0 12 ? * ? | UTC | 2026-03-10T13:00:00Z | 2026-03-11T12:00:00Z",
        "@daily | UTC | 2026-03-10T13:00:00Z | 2026-03-11T00:00:00Z",
        "0 0 30 2 * | UTC | 2026-03-10T13:00:00Z | never"})
    void an_expression_names_its_times(String expression, String zone, String after, String due) {
        assertThat(next(expression, zone, after)).isEqualTo(due);
    }

    @Test
    void a_time_that_the_clock_leaves_out_is_the_instant_of_the_change_once() {
        Timing timing = calendar("10,20,30 2 * * *", "Europe/Berlin");
        assertThat(all(timing, "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z")).containsExactly(
                "2026-03-29T01:00:00Z", "2026-03-30T00:10:00Z", "2026-03-30T00:20:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void a_time_that_the_clock_repeats_is_its_first_instant_alone() {
        Timing timing = calendar("30 2 * * *", "Europe/Berlin");
        assertThat(all(timing, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z"))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(timing.after(Instant.parse("2026-10-25T01:10:00Z"))).contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    private static List<String> all(Timing timing, String from, String until) {
        List<String> due = new ArrayList<>();
        for (Optional<Instant> next = timing.after(Instant.parse(from)); !next.orElseThrow().isAfter(Instant.parse(until));
                next = timing.after(next.get())) {
            due.add(next.get().toString());
        }
        return due;
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * * *", "61 * * * *", "* * * * * * *", "", "0 0 * * FUN", "a b c d e"})
    void what_is_no_expression_is_refused_by_name(String wrong) {
        assertThatThrownBy(() -> CronTable.read(wrong)).isInstanceOf(Permanent.class).hasMessageContaining("'" + wrong + "'");
    }

    @Test
    void an_interval_is_counted_from_its_anchor_and_not_from_the_last_run() {
        Timing every = new Timing.Every(1_000, 300);
        assertThat(every.after(Instant.ofEpochMilli(0))).contains(Instant.ofEpochMilli(1_000));
        assertThat(every.after(Instant.ofEpochMilli(1_000))).contains(Instant.ofEpochMilli(1_300));
        assertThat(every.after(Instant.ofEpochMilli(1_899))).contains(Instant.ofEpochMilli(1_900));
        assertThat(every.last(Instant.ofEpochMilli(1_000), Instant.ofEpochMilli(2_000))).contains(Instant.ofEpochMilli(1_900));
        assertThat(every.last(Instant.ofEpochMilli(1_900), Instant.ofEpochMilli(2_000))).isEmpty();
        assertThat(every.last(Instant.ofEpochMilli(0), Instant.ofEpochMilli(999))).isEmpty();
    }

    @Test
    void the_last_time_before_an_instant_is_found_however_long_ago() {
        Timing yearly = calendar("0 0 1 1 *", "UTC");
        assertThat(yearly.last(Instant.parse("2020-06-01T00:00:00Z"), Instant.parse("2026-03-01T00:00:00Z")))
                .contains(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(yearly.last(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-03-01T00:00:00Z"))).isEmpty();
        Instant whenever = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(calendar("* * * * * *", "UTC").last(Instant.EPOCH, whenever)).contains(whenever);
    }

    @Test
    void random_expressions_name_what_an_oracle_that_asks_every_minute_names() {
        for (int seed = 0; seed < SAMPLES; seed++) {
            Random random = new Random(seed);
            String expression = RandomJobs.expression(random);
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            Instant from = Instant.parse("2025-12-01T00:00:00Z").plusSeconds(random.nextInt(40_000_000));
            long until = from.plus(Duration.ofDays(45)).toEpochMilli();
            List<Long> expected = new CronOracle(expression).between(from.toEpochMilli(), until, zone);
            assertThat(all(calendar(expression, zone.getId()), from, until, expected.size())).as("seed %d: '%s' in %s from %s", seed, expression, zone, from)
                    .isEqualTo(expected);
        }
    }

    private static List<Long> all(Timing timing, Instant from, long until, int atMost) {
        List<Long> due = new ArrayList<>();
        for (Optional<Instant> next = timing.after(from); next.isPresent() && next.get().toEpochMilli() <= until && due.size() <= atMost;
                next = timing.after(next.get())) {
            due.add(next.get().toEpochMilli());
        }
        return due;
    }
}
