package dev.chela.core.hook;

import java.time.Duration;
import java.time.Instant;

/** Leaves a hook alone for a while that fails again and again, so that not everything waits for its deadline. Safe on any thread. */
public final class Breaker {
    public static final int FAULTS = 5;
    public static final Duration REST = Duration.ofMinutes(1);

    private int inRow;
    private long all;
    private Instant until = Instant.MIN;

    /** What one more fault means. */
    public enum Turn { FIRST, REPEATED, RESTS }

    public synchronized boolean rests(Instant now) {
        return now.isBefore(until);
    }

    public synchronized long faults() {
        return all;
    }

    /** After a rest one more fault is enough for the next. */
    public synchronized Turn failed(Instant now) {
        all++;
        inRow++;
        if (inRow >= FAULTS) {
            until = now.plus(REST);
            return Turn.RESTS;
        }
        return inRow == 1 ? Turn.FIRST : Turn.REPEATED;
    }

    /** @return whether it had failed before */
    public synchronized boolean answered() {
        boolean better = inRow > 0;
        inRow = 0;
        return better;
    }
}
