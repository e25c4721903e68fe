package dev.chela.gateway;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that moves when the test says so. */
final class HandClock implements Clock {
    private record Alarm(Instant at, Runnable action) {}

    private final List<Alarm> alarms = new ArrayList<>();
    private Instant now = Instant.now();

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Registration after(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(now.plus(delay), action);
        alarms.add(alarm);
        return () -> remove(alarm);
    }

    private synchronized boolean remove(Alarm alarm) {
        return alarms.removeIf(a -> a == alarm);
    }

    void advance(Duration time) {
        Instant end = now().plus(time);
        for (Alarm next = due(end); next != null; next = due(end)) {
            if (remove(next)) {
                next.action().run();
            }
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Alarm due(Instant end) {
        Alarm next = alarms.stream().min(Comparator.comparing(Alarm::at)).filter(a -> !a.at().isAfter(end)).orElse(null);
        if (next != null && next.at().isAfter(now)) {
            now = next.at();
        }
        return next;
    }
}
