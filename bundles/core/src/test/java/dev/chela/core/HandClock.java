package dev.chela.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Time goes on when the test says so. */
public final class HandClock implements Clock {
    private record Alarm(Instant at, Duration delay, Runnable action) {}

    private final LinkedBlockingQueue<Alarm> alarms = new LinkedBlockingQueue<>();
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        Alarm alarm = new Alarm(now.plus(delay), delay, action);
        alarms.add(alarm);
        return () -> alarms.remove(alarm);
    }

    /** Waits until somebody sets an alarm, which must be for this long, and lets it ring. */
    public void ring(Duration expected) {
        Alarm alarm = next();
        assertThat(alarm.delay()).isEqualTo(expected);
        ring(alarm);
    }

    /** As {@link #ring}, where alarms for other lengths stay as they are. */
    public void ringOnly(Duration wanted) {
        List<Alarm> others = new ArrayList<>();
        Alarm alarm = next();
        while (!alarm.delay().equals(wanted)) {
            others.add(alarm);
            alarm = next();
        }
        alarms.addAll(others);
        ring(alarm);
    }

    /** Time goes on without anybody's noticing. */
    public void advance(Duration time) {
        now = now.plus(time);
    }

    /** Waits until somebody has set an alarm, and leaves it. */
    public void awaitAlarm() {
        alarms.add(next());
    }

    public void ringUntil(BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            Alarm alarm = alarms.poll();
            if (alarm != null) {
                ring(alarm);
            }
            Thread.onSpinWait();
        }
    }

    private Alarm next() {
        try {
            Alarm alarm = alarms.poll(60, TimeUnit.SECONDS);
            assertThat(alarm).as("an alarm").isNotNull();
            return alarm;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void ring(Alarm alarm) {
        now = alarm.at().isAfter(now) ? alarm.at() : now;
        alarm.action().run();
    }
}
