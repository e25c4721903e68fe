package dev.chela.core.turn.internal;

import dev.chela.core.store.CommitListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stops the gateway at the n-th boundary of its commits. */
public final class CrashAt implements CommitListener {
    /** The process is gone: whoever tries to commit any more is gone with it. */
    public static final class Stopped extends Error {
        private static final long serialVersionUID = 1;
    }

    private final int boundary;
    private final CountDownLatch dead = new CountDownLatch(1);
    private final List<String> names = new ArrayList<>();

    public CrashAt(int boundary) {
        this.boundary = boundary;
    }

    @Override
    public synchronized void at(String step, Phase phase) {
        if (dead.getCount() == 0) {
            throw new Stopped();
        }
        if (step.equals("tables")) {
            return;
        }
        names.add(step + " " + phase);
        if (names.size() > boundary) {
            dead.countDown();
            throw new Stopped();
        }
    }

    public synchronized int passed() {
        return names.size();
    }

    public synchronized List<String> names() {
        return List.copyOf(names);
    }

    public boolean isDead() {
        return dead.getCount() == 0;
    }

    public boolean awaitDeath(long time, TimeUnit unit) throws InterruptedException {
        return dead.await(time, unit);
    }
}
