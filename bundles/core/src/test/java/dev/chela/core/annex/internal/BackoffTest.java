package dev.chela.core.annex.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final Backoff backoff = new Backoff();

    @Test
    void what_ends_is_started_at_once_and_then_later_each_time_a_minute_at_most() {
        assertThat(IntStream.range(0, 10).mapToLong(nth -> backoff.next(NOW).toSeconds())).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void what_stood_for_a_while_begins_anew_and_what_did_not_does_not() {
        IntStream.range(0, 4).forEach(nth -> backoff.next(NOW));
        backoff.stands(NOW);
        assertThat(backoff.next(NOW.plusSeconds(30))).isEqualTo(Duration.ofSeconds(8));
        backoff.stands(NOW);
        assertThat(backoff.next(NOW.plusSeconds(61))).isZero();
    }
}
