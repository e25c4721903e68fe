package dev.chela.gateway.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeatTest {
    private final Deque<Runnable> alarms = new ArrayDeque<>();
    private final List<Beat> beats = new ArrayList<>();
    private int strikes;

    private final class Alarms implements Clock {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Registration after(Duration delay, Runnable action) {
            alarms.add(action);
            return () -> alarms.remove(action);
        }
    }

    private void begin(Runnable work) {
        beats.add(new Beat(new Alarms(), Duration.ofSeconds(1), work));
    }

    @Test
    void strikes_until_it_is_closed() {
        begin(() -> strikes++);
        alarms.remove().run();
        alarms.remove().run();
        beats.get(0).close();
        assertThat(strikes).isEqualTo(2);
        assertThat(alarms).isEmpty();
    }

    @Test
    void leaves_no_alarm_behind_when_it_is_closed_while_it_strikes() {
        begin(() -> beats.get(0).close());
        alarms.remove().run();
        assertThat(alarms).isEmpty();
    }
}
