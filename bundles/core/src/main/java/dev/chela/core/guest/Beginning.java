package dev.chela.core.guest;

import java.util.concurrent.atomic.AtomicReference;

/** Work begins, or is given up before: whichever comes first, and then never the other. Safe on any thread. */
final class Beginning {
    private enum Stage { AHEAD, BEGUN, GIVEN_UP }

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.AHEAD);

    /** @return false when it must not begin any more: somebody was told that it did not */
    boolean begin() {
        return stage.compareAndSet(Stage.AHEAD, Stage.BEGUN);
    }

    /** From now on it does not begin, unless it has. */
    void giveUp() {
        stage.compareAndSet(Stage.AHEAD, Stage.GIVEN_UP);
    }

    boolean begun() {
        return stage.get() == Stage.BEGUN;
    }
}
