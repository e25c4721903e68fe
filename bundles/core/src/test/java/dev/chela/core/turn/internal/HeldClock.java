package dev.chela.core.turn.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.task.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The machine's time, but alarms of one length ring when the test says so: how far a run has come by then must not hang on the machine. */
public final class HeldClock implements Clock, AutoCloseable {
    /** Alarms with this delay wait for {@link #ring}. */
    public static final Duration HELD = Duration.ofHours(77);

    private final SystemClock real = new SystemClock();
    private final List<Runnable> held = new CopyOnWriteArrayList<>();

    @Override
    public Instant now() {
        return real.now();
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        if (!delay.equals(HELD)) {
            return real.after(delay, action);
        }
        held.add(action);
        return () -> held.remove(action);
    }

    void ring() {
        held.forEach(Runnable::run);
    }

    @Override
    public void close() {
        real.close();
    }
}
