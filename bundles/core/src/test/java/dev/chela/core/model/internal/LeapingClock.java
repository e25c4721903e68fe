package dev.chela.core.model.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that leaps to each alarm as soon as it is set, and remembers how far. */
final class LeapingClock implements Clock {
    private final List<Duration> waits = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        synchronized (this) {
            waits.add(delay);
            now = now.plus(delay);
        }
        action.run();
        return () -> {};
    }

    synchronized void leap(Duration time) {
        now = now.plus(time);
    }

    synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }
}
