package dev.chela.channel.telegram.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.channel.telegram.internal.Budget.Pace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Budget budget = new Budget(nanos::get);

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private Duration untilFree(String chat, Pace pace) {
        Duration all = Duration.ZERO;
        for (Duration wait = budget.take(chat, pace); !wait.isZero(); wait = budget.take(chat, pace)) {
            later(wait);
            all = all.plus(wait);
        }
        return all;
    }

    @Test
    void lets_a_short_burst_go_and_then_one_message_a_second() {
        for (int i = 0; i < 3; i++) {
            assertThat(budget.take("a", Pace.DIRECT)).isZero();
        }
        assertThat(budget.take("a", Pace.DIRECT)).isBetween(Duration.ofMillis(2_900), Duration.ofMillis(3_100));
        assertThat(budget.take("b", Pace.DIRECT)).isZero();
        later(Duration.ofSeconds(4));
        assertThat(budget.take("a", Pace.DIRECT)).isZero();
    }

    @Test
    void gives_a_group_twenty_messages_a_minute() {
        Duration spent = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            spent = spent.plus(untilFree("g", Pace.GROUP));
        }
        assertThat(spent).isLessThan(Duration.ofSeconds(30));
        assertThat(spent.plus(untilFree("g", Pace.GROUP))).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void says_thirty_things_a_second_in_all() {
        for (int i = 0; i < 30; i++) {
            assertThat(budget.take("chat" + i, Pace.DIRECT)).isZero();
        }
        assertThat(budget.take("another", Pace.GESTURE)).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_100));
    }

    @Test
    void leaves_a_chat_alone_as_long_as_the_platform_said() {
        budget.hold("a", Duration.ofSeconds(17));
        assertThat(budget.take("a", Pace.GESTURE)).isBetween(Duration.ofSeconds(17), Duration.ofMillis(17_100));
        assertThat(budget.take("b", Pace.DIRECT)).isZero();
        later(Duration.ofSeconds(18));
        assertThat(budget.take("a", Pace.DIRECT)).isZero();
    }
}
