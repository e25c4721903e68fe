package dev.chela.httpapi.internal.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.turn.internal.HeldClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
    private final HeldClock clock = new HeldClock();
    private final FailedAttempts attempts = new FailedAttempts(clock);

    @AfterEach
    void close() {
        clock.close();
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(address);
        }
    }

    @Test
    void the_twentieth_wrong_one_within_a_minute_makes_its_address_wait_for_a_minute() {
        fail("10.0.0.1", 19);
        assertThat(attempts.wait("10.0.0.1")).isZero();
        fail("10.0.0.1", 1);
        assertThat(attempts.wait("10.0.0.1")).isBetween(Duration.ofMillis(1), Duration.ofSeconds(60));
        assertThat(attempts.wait("10.0.0.2")).isZero();
        clock.pass(Duration.ofSeconds(61));
        assertThat(attempts.wait("10.0.0.1")).isZero();
    }

    @Test
    void what_was_wrong_more_than_a_minute_ago_counts_no_more() {
        fail("10.0.0.1", 19);
        clock.pass(Duration.ofSeconds(61));
        fail("10.0.0.1", 19);
        assertThat(attempts.wait("10.0.0.1")).isZero();
    }

    @Test
    void of_more_addresses_than_are_watched_the_one_that_failed_last_longest_ago_is_forgotten() {
        fail("10.0.0.1", 20);
        fail("10.0.0.2", 19);
        for (int i = 0; i < 4094; i++) {
            fail("2001:db8::" + Integer.toHexString(i), 1);
        }
        assertThat(attempts.wait("10.0.0.1")).isPositive();
        fail("10.0.0.2", 1);
        fail("2001:db8:1::1", 1);
        assertThat(attempts.wait("10.0.0.1")).isZero();
        assertThat(attempts.wait("10.0.0.2")).isPositive();
    }

    @Test
    void a_refusal_is_told_once_a_minute() {
        assertThat(attempts.isNews("10.0.0.1")).isTrue();
        assertThat(attempts.isNews("10.0.0.1")).isFalse();
        assertThat(attempts.isNews("10.0.0.2")).isTrue();
        clock.pass(Duration.ofSeconds(61));
        assertThat(attempts.isNews("10.0.0.1")).isTrue();
    }
}
