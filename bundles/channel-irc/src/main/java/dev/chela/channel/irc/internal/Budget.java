package dev.chela.channel.irc.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Five lines at once and one every two seconds after, which is what networks bear before they end a connection for flooding. */
final class Budget {
    private static final int BURST = 5;
    private static final long EACH = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    /** When the bucket will be full again. */
    private long full;
    private boolean over;

    Budget(LongSupplier nanos) {
        this.nanos = nanos;
        this.full = nanos.getAsLong();
    }

    /** How long until a line may leave, which is taken as said then; zero for now. */
    long claim() {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            long start = Math.max(full, now);
            full = start + EACH;
            return Math.max(0, start - now - (BURST - 1) * EACH);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a line's turn. @return whether it may leave: not when it is over */
    boolean await() throws InterruptedException {
        long until = System.nanoTime() + claim();
        lock.lock();
        try {
            for (long left = until - System.nanoTime(); left > 0 && !over; left = until - System.nanoTime()) {
                ended.awaitNanos(left);
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            over = true;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
