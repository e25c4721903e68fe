package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    /** Clocks of this kind may begin anywhere. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final Budget budget = new Budget(now::get);

    private static Call post(String channel) {
        return Call.of("chat.postMessage").with("channel", channel);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void a_conversation_gets_a_message_a_second_and_others_do_not_wait_for_it() {
        assertThat(budget.take(post("C1"))).isZero();
        assertThat(budget.take(post("C2"))).isZero();
        assertThat(budget.take(post("C1"))).isPositive().isLessThanOrEqualTo(Duration.ofMillis(1_001));
        pass(Duration.ofSeconds(1));
        assertThat(budget.take(post("C1"))).isZero();
    }

    @Test
    void a_method_is_called_as_often_in_a_minute_as_its_tier_says() {
        Call add = Call.of("reactions.add");
        for (int i = 0; i < 50; i++) {
            assertThat(budget.take(add)).isZero();
        }
        assertThat(budget.take(add)).isGreaterThan(Duration.ofSeconds(59));
        assertThat(budget.take(Call.of("reactions.remove"))).isZero();
        pass(Duration.ofMinutes(1));
        assertThat(budget.take(add)).isZero();
    }

    @Test
    void what_slack_says_holds_for_that_method_and_for_that_conversation() {
        budget.hold(post("C1"), Duration.ofSeconds(30));
        budget.hold(Call.of("users.info"), Duration.ofSeconds(10));
        assertThat(budget.take(post("C1"))).isGreaterThan(Duration.ofSeconds(29));
        assertThat(budget.take(post("C2"))).isZero();
        assertThat(budget.take(Call.of("users.info"))).isGreaterThan(Duration.ofSeconds(9));
        assertThat(budget.take(Call.of("files.info"))).isZero();
        pass(Duration.ofSeconds(30));
        assertThat(budget.take(post("C1"))).isZero();
    }

    @Test
    void of_many_conversations_those_are_forgotten_that_do_not_count_any_more() {
        for (int i = 0; i < 5_000; i++) {
            budget.take(post("C" + i));
        }
        budget.hold(post("C7"), Duration.ofHours(1));
        pass(Duration.ofMinutes(2));
        assertThat(budget.take(post("C5001"))).isZero();
        assertThat(budget.take(post("C7"))).as("it is still held").isPositive();
    }
}
