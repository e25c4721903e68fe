package dev.chela.gateway.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The calls that are running in one service, so that it can be let go of only when they have ended. */
public final class Tenant {
    private final Set<Thread> inside = new HashSet<>();
    private boolean leaving;

    /** False when the service is going: the call must not be made. */
    public synchronized boolean enter() {
        return !leaving && inside.add(Thread.currentThread());
    }

    public synchronized void leave() {
        inside.remove(Thread.currentThread());
        if (leaving) {
            notifyAll();
        }
    }

    /**
     * Lets no one in any more and waits for those inside, except the caller itself: a call may well end its own bundle.
     *
     * @return how many calls were still running at the end of the patience; they have been interrupted
     */
    public synchronized int drain(Duration patience) {
        leaving = true;
        long end = System.nanoTime() + patience.toNanos();
        while (others() > 0 && System.nanoTime() < end) {
            try {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        inside.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
        return others();
    }

    private int others() {
        return inside.size() - (inside.contains(Thread.currentThread()) ? 1 : 0);
    }
}
