package dev.chela.core.turn.internal;

import java.util.function.IntSupplier;

/** Counted permits whose number may change while they are out: how many turns run at once. */
final class Gate {
    private final IntSupplier limit;
    private int inside;

    Gate(IntSupplier limit) {
        this.limit = limit;
    }

    synchronized void enter() throws InterruptedException {
        while (inside >= limit.getAsInt()) {
            wait(1_000);
        }
        inside++;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }
}
