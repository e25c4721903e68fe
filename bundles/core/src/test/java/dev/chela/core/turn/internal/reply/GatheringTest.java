package dev.chela.core.turn.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.turn.internal.settings.BlockSettings.Coalesce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private final List<Runnable> alarms = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final Gathering gathering = new Gathering(new Coalesce(10, 15, 1_000), new Rung(), Runnable::run, left::add);

    /** Rings when the test says so. */
    private final class Rung implements Clock {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Registration after(Duration delay, Runnable action) {
            assertThat(delay).isEqualTo(Duration.ofSeconds(1));
            alarms.add(action);
            return () -> alarms.remove(action);
        }
    }

    private void ring() {
        List.copyOf(alarms).forEach(Runnable::run);
    }

    @Test
    void blocks_that_follow_each_other_closely_leave_as_one_when_it_is_long_enough() {
        gathering.add("one ");
        gathering.add("two ");
        assertThat(left).isEmpty();
        gathering.add("three ");
        assertThat(left).containsExactly("one two three ");
        assertThat(alarms).isEmpty();
    }

    @Test
    void what_is_short_leaves_when_nothing_has_come_for_a_while() {
        gathering.add("one ");
        gathering.add("two ");
        assertThat(alarms).hasSize(1);
        ring();
        assertThat(left).containsExactly("one two ");
        ring();
        assertThat(left).hasSize(1);
    }

    @Test
    void one_that_would_make_them_too_long_waits_for_the_next() {
        gathering.add("123456789");
        gathering.add("abcdefg");
        assertThat(left).containsExactly("123456789");
    }

    @Test
    void nothing_leaves_after_the_end() {
        gathering.add("one");
        List<Runnable> late = List.copyOf(alarms);
        gathering.close();
        late.forEach(Runnable::run);
        assertThat(left).isEmpty();
        assertThat(alarms).isEmpty();
    }
}
