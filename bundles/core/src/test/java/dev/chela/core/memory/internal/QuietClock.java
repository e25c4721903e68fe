package dev.chela.core.memory.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.task.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The machine's time; but what waits until files are quiet waits until the test says so. */
final class QuietClock implements Clock, AutoCloseable {
    private final SystemClock real = new SystemClock();
    private final LinkedBlockingQueue<Runnable> held = new LinkedBlockingQueue<>();

    @Override
    public Instant now() {
        return real.now();
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        if (!delay.equals(MemoryWatch.QUIET)) {
            return real.after(delay, action);
        }
        held.add(action);
        return () -> held.remove(action);
    }

    /** Waits until a change was noticed, and lets its time be over. */
    void quiet() {
        try {
            Runnable action = held.poll(60, TimeUnit.SECONDS);
            if (action == null) {
                throw new AssertionError("no change of a file was noticed");
            }
            action.run();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        real.close();
    }
}
