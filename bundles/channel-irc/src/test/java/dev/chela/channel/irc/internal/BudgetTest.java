package dev.chela.channel.irc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Budget budget = new Budget(nanos::get);

    private Duration claim() {
        return Duration.ofNanos(budget.claim());
    }

    @Test
    void lets_five_lines_go_and_then_one_every_two_seconds() {
        for (int i = 0; i < 5; i++) {
            assertThat(claim()).isZero();
        }
        assertThat(claim()).isEqualTo(Duration.ofSeconds(2));
        assertThat(claim()).isEqualTo(Duration.ofSeconds(4));
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        for (int i = 0; i < 5; i++) {
            assertThat(claim()).isZero();
        }
        assertThat(claim()).isEqualTo(Duration.ofSeconds(2));
    }
}
