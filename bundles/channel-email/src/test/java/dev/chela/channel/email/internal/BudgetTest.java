package dev.chela.channel.email.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.testkit.channel.NoHttp;
import dev.chela.testkit.channel.TestHost;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final AtomicLong now = new AtomicLong(1_000_000);

    @Test
    void so_many_letters_leave_at_once_and_then_one_after_the_other() {
        try (TestHost host = new TestHost(new TestHost.Memory(), Map.of(), new NoHttp())) {
            Budget budget = new Budget(host.state(), now::get, 4, 2);
            assertThat(budget.take("alice")).isZero();
            assertThat(budget.take("alice")).isZero();
            assertThat(budget.take("alice")).isEqualTo(Duration.ofMinutes(30));
            assertThat(budget.take("bob")).isZero();
            budget.giveBack("bob");
            assertThat(budget.take("bob")).isZero();
            assertThat(budget.take("carol")).isZero();
            assertThat(budget.take("dave")).as("all have had four").isEqualTo(Duration.ofMinutes(15));
            now.addAndGet(Duration.ofMinutes(30).toMillis());
            Budget later = new Budget(host.state(), now::get, 4, 2);
            assertThat(later.take("alice")).isZero();
            assertThat(later.take("alice")).isEqualTo(Duration.ofMinutes(30));
        }
    }
}
