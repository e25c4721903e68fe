package dev.chela.core.turn.internal.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntSupplier;

/** Counted permits whose number may change while they are out: how many turns run at once. Who waits holds no thread. */
public final class Gate {
    private final IntSupplier limit;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int inside;

    public Gate(IntSupplier limit) {
        this.limit = limit;
    }

    /** Lets in now, on the caller's thread, or on the thread of somebody who leaves. Each entry is followed by one {@link #leave}. */
    public void enter(Runnable entry) {
        synchronized (this) {
            waiting.addLast(entry);
        }
        admitted().forEach(Runnable::run);
    }

    public void leave() {
        synchronized (this) {
            inside--;
        }
        admitted().forEach(Runnable::run);
    }

    /** Gives the place up until the absence is closed, which returns with a place again. */
    public Absence outside() {
        leave();
        return this::comeBack;
    }

    /** The time in which somebody waits for something and takes nobody's place. */
    public interface Absence extends AutoCloseable {
        @Override
        void close();
    }

    private void comeBack() {
        CountDownLatch inside = new CountDownLatch(1);
        enter(inside::countDown);
        awaitUninterrupted(inside);
    }

    /** Whoever is counted as inside must be: an interrupt is kept for later. */
    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Runnable> admitted() {
        List<Runnable> admitted = new ArrayList<>();
        while (inside < limit.getAsInt() && !waiting.isEmpty()) {
            inside++;
            admitted.add(waiting.removeFirst());
        }
        return admitted;
    }
}
