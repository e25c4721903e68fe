package dev.chela.core.model.internal;

import dev.chela.api.fault.Transient;
import dev.chela.core.model.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long, and how often, one model is asked again. Made for one question; not for several threads. */
final class Retries {
    private static final int RATE_ATTEMPTS = 10;
    private static final int OTHER_RETRIES = 8;
    private static final Duration WINDOW = Duration.ofSeconds(90);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A server that wants a longer pause is left alone: when another model could answer, and when none can. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LAST_PATIENCE = Duration.ofMinutes(5);

    private final RandomGenerator random;
    private final boolean alternative;
    private int rate;
    private int other;
    private @Nullable Instant firstFailure;

    /** @param alternative whether another model could be asked instead */
    Retries(RandomGenerator random, boolean alternative) {
        this.random = random;
        this.alternative = alternative;
    }

    /** The pause before the next attempt; empty when it is time to give up. */
    Optional<Duration> next(Transient fault, Instant now) {
        firstFailure = firstFailure == null ? now : firstFailure;
        boolean limited = FaultKind.of(fault) == FaultKind.RATE;
        int count = limited ? ++rate : ++other;
        Duration pause = longer(backOff(count), fault.after());
        if (fault.after().compareTo(alternative ? PATIENCE : LAST_PATIENCE) > 0) {
            return Optional.empty();
        }
        boolean enough = limited
                ? rate >= RATE_ATTEMPTS
                : other > OTHER_RETRIES || now.plus(pause).isAfter(firstFailure.plus(WINDOW));
        return enough ? Optional.empty() : Optional.of(pause);
    }

    /** One second, doubled each time, a fifth more or less so that many sessions do not come back at once. */
    private Duration backOff(int count) {
        long millis = Math.min(LONGEST_PAUSE.toMillis(), 1000L << Math.min(count - 1, 10));
        return Duration.ofMillis((long) (millis * (0.8 + 0.4 * random.nextDouble())));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
