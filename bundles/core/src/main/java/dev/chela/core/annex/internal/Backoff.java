package dev.chela.core.annex.internal;

import java.time.Duration;
import java.time.Instant;

/** How long to wait before what ended is started again: not at all the first time, then longer each time, a minute at most. For one caller at a time. */
final class Backoff {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** What lived so long does not fail again and again. */
    private static final Duration STEADY = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private Instant since = Instant.MAX;
    private int failures;

    /** It stands. */
    void stands(Instant now) {
        since = now;
    }

    /** It ended, or did not begin. */
    Duration next(Instant now) {
        if (since.isBefore(now.minus(STEADY))) {
            failures = 0;
        }
        since = Instant.MAX;
        failures++;
        Duration pause = failures == 1 ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(failures - 2, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
