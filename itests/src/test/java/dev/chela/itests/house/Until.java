package dev.chela.itests.house;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does to its files or its processes: nothing there can call us, so we look, until a deadline. */
public final class Until {
    private static final long LOOK_EVERY = Duration.ofMillis(10).toNanos();
    /** Long enough for a machine that does ten other things; what holds is seen at once. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private Until() {}

    public static void holds(String what, BooleanSupplier condition) {
        holds(PATIENCE, () -> what, condition);
    }

    public static void holds(Duration atMost, Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + atMost.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(LOOK_EVERY);
        }
    }
}
