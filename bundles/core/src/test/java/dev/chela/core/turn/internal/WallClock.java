package dev.chela.core.turn.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** Time that goes on when the test says so; alarms ring on the test's thread, in their order. */
public final class WallClock implements Clock {
    private record Alarm(Instant at, long order, Runnable action) {}

    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(
            java.util.Comparator.comparing(Alarm::at).thenComparing(Alarm::order));
    private Instant now;
    private long order;

    public WallClock(Instant now) {
        this.now = now;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Registration after(Duration delay, Runnable action) {
        order++;
        Alarm alarm = new Alarm(now.plus(delay), order, action);
        alarms.add(alarm);
        notifyAll();
        return () -> forget(alarm);
    }

    private synchronized void forget(Alarm alarm) {
        alarms.remove(alarm);
    }

    /** The wall clock is put to another time; nothing rings because of it. */
    public synchronized void set(Instant time) {
        now = time;
    }

    /** Lets the next alarm ring, and the time be what it was set for. @return whether there is one not later than this */
    public boolean ring(Instant latest) {
        Alarm next;
        synchronized (this) {
            next = alarms.peek();
            if (next == null || next.at().isAfter(latest)) {
                return false;
            }
            alarms.remove();
            if (next.at().isAfter(now)) {
                now = next.at();
            }
        }
        next.action().run();
        return true;
    }

    /** The next alarm rings, whatever time it is, and it is waited until whoever it was for has set another one. */
    public void ringAndAwait() throws InterruptedException {
        Alarm next;
        synchronized (this) {
            next = alarms.remove();
        }
        next.action().run();
        synchronized (this) {
            long until = System.nanoTime() + 60_000_000_000L;
            while (alarms.isEmpty() && System.nanoTime() < until) {
                wait(1_000);
            }
        }
    }

    /** Forgets what was to ring: whoever asked for it is gone. */
    public synchronized void clear() {
        alarms.clear();
    }
}
