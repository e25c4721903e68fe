package dev.chela.core.turn.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntSupplier;

/** Counted permits whose number may change while they are out: how many turns run at once. Who waits holds no thread. */
final class Gate {
    private final IntSupplier limit;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int inside;

    Gate(IntSupplier limit) {
        this.limit = limit;
    }

    /** Lets in now, on the caller's thread, or on the thread of somebody who leaves. Each entry is followed by one {@link #leave}. */
    void enter(Runnable entry) {
        synchronized (this) {
            waiting.addLast(entry);
        }
        admitted().forEach(Runnable::run);
    }

    void leave() {
        synchronized (this) {
            inside--;
        }
        admitted().forEach(Runnable::run);
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
