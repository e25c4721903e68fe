package dev.chela.core.turn.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.task.SystemClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The machine's time, but alarms far away ring when the test says so: how far a run has come by then must not hang on the machine. */
public final class HeldClock implements Clock, AutoCloseable {
    /** Alarms with this delay, give or take what passed meanwhile, wait for {@link #ring}. */
    public static final Duration HELD = Duration.ofHours(77);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SystemClock real = new SystemClock();
    private int set;
    private volatile Duration ahead = Duration.ZERO;
    private final List<Runnable> held = new CopyOnWriteArrayList<>();

    @Override
    public Instant now() {
        return real.now().plus(ahead);
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        if (delay.compareTo(HELD.minusHours(1)) < 0) {
            return real.after(delay, action);
        }
        synchronized (held) {
            held.add(action);
            set++;
            held.notifyAll();
        }
        return () -> held.remove(action);
    }

    public void ring() {
        held.forEach(Runnable::run);
    }

    /** Waits until so many were set, since the beginning. */
    public void awaitSet(int count) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        synchronized (held) {
            while (set < count) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError(set + " alarms were set, not " + count);
                }
                held.wait(left);
            }
        }
    }

    /** It is later by so much, and what was to ring by then rings. */
    public void pass(Duration time) {
        ahead = ahead.plus(time);
        held.forEach(Runnable::run);
    }

    @Override
    public void close() {
        real.close();
    }
}
