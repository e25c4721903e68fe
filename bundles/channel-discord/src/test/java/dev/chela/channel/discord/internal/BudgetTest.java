package dev.chela.channel.discord.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private long now = 1_000_000_000_000L;
    private final Budget budget = new Budget(() -> now);

    private static Call post(String channel) {
        return Call.of("POST", "/channels/" + channel + "/messages");
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static Map<String, List<String>> headers(String bucket, int left, double seconds) {
        return Map.of("x-ratelimit-bucket", List.of(bucket), "x-ratelimit-remaining", List.of(String.valueOf(left)),
                "x-ratelimit-reset-after", List.of(String.valueOf(seconds)));
    }

    @Test
    void what_is_said_to_be_left_may_be_used_and_no_more() {
        assertThat(budget.take(post("1"))).isZero();
        budget.learn(post("1"), headers("b", 2, 1.5));
        assertThat(budget.take(post("1"))).isZero();
        assertThat(budget.take(post("1"))).isZero();
        assertThat(budget.take(post("1"))).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(1_502));
        assertThat(budget.take(post("2"))).as("each channel is counted for itself").isZero();
        pass(Duration.ofMillis(1_500));
        assertThat(budget.take(post("1"))).isZero();
    }

    @Test
    void routes_that_share_a_bucket_wait_for_each_other() {
        Call edit = Call.of("PATCH", "/channels/1/messages/5");
        budget.learn(edit, headers("shared", 3, 1));
        budget.learn(post("1"), headers("shared", 0, 4));
        assertThat(budget.take(edit)).isPositive();
        pass(Duration.ofSeconds(4));
        assertThat(budget.take(edit)).isZero();
    }

    @Test
    void fifty_a_second_is_all_whatever_the_channels() {
        for (int i = 0; i < 50; i++) {
            assertThat(budget.take(post(String.valueOf(i)))).isZero();
        }
        assertThat(budget.take(post("50"))).isPositive();
        pass(Duration.ofSeconds(1));
        assertThat(budget.take(post("50"))).isZero();
    }

    @Test
    void a_refusal_of_one_holds_that_and_one_of_all_holds_all() {
        budget.hold(post("1"), Duration.ofSeconds(7), false);
        assertThat(budget.take(post("1"))).isGreaterThan(Duration.ofSeconds(6));
        assertThat(budget.take(post("2"))).isZero();
        budget.hold(post("1"), Duration.ofSeconds(9), true);
        assertThat(budget.take(post("2"))).isGreaterThan(Duration.ofSeconds(8));
        pass(Duration.ofSeconds(10));
        assertThat(budget.take(post("1"))).isZero();
        assertThat(budget.take(post("2"))).isZero();
    }

    @Test
    void ten_thousand_channels_are_not_remembered_for_ever_and_headers_may_be_nonsense() {
        for (int i = 0; i < 10_000; i++) {
            pass(Duration.ofMillis(TimeUnit.SECONDS.toMillis(1)));
            assertThat(budget.take(post(String.valueOf(i)))).isZero();
        }
        budget.learn(post("1"), Map.of("x-ratelimit-remaining", List.of("many"), "x-ratelimit-reset-after", List.of("NaN")));
        budget.learn(post("1"), Map.of("x-ratelimit-remaining", List.of("0"), "x-ratelimit-reset-after", List.of("-5")));
        pass(Duration.ofSeconds(1));
        assertThat(budget.take(post("1"))).isZero();
    }
}
