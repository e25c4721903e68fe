package dev.chela.core.guest;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps calls out of a generation that fails again and again: after ten mistakes in a row for a minute, then for twice as long each time that
 * the first call afterwards is one more mistake, an hour at most. Guarded by the book.
 */
final class Patience {
    static final int IN_A_ROW = 10;
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofHours(1);

    private int inARow;
    private Duration next = FIRST;
    private Instant until = Instant.MIN;

    /** @return whether it rests from now on */
    boolean failed(Instant now) {
        inARow++;
        if (inARow < IN_A_ROW || rests(now)) {
            return false;
        }
        until = now.plus(next);
        next = next.multipliedBy(2).compareTo(MOST) < 0 ? next.multipliedBy(2) : MOST;
        return true;
    }

    void answered() {
        inARow = 0;
        next = FIRST;
    }

    boolean rests(Instant now) {
        return now.isBefore(until);
    }

    Instant until() {
        return until;
    }
}
