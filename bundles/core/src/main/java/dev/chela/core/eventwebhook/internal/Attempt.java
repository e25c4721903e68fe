package dev.chela.core.eventwebhook.internal;

import java.time.Duration;

/**
 * What became of one POST.
 *
 * @param status 0 when there was no answer
 * @param fault empty when it was taken
 * @param retryAfter what the receiver asked for; zero for nothing
 */
record Attempt(int status, String fault, Duration retryAfter) {
    private static final int GONE = 410;

    boolean taken() {
        return fault.isEmpty();
    }

    /** The receiver wants no more of it: to try again is of no use. */
    boolean isFinal() {
        return status == GONE;
    }
}
