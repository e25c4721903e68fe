package dev.chela.core.store.internal;

import dev.chela.core.store.CommitListener;
import java.time.Duration;

/**
 * What tests replace.
 *
 * @param onFatal called once when the disk failed; must not return to normal work
 * @param checkpoint how long written files wait at most for their sync
 */
public record LedgerOptions(CommitListener listener, Runnable onFatal, Duration checkpoint) {
    private static final int IO_ERROR = 74; // EX_IOERR of sysexits.h, for the supervisor's log

    /** Halts on a failed disk: an orderly shutdown would write to it. */
    public static LedgerOptions production() {
        return new LedgerOptions(CommitListener.NONE, () -> Runtime.getRuntime().halt(IO_ERROR), Duration.ofSeconds(1));
    }

    public LedgerOptions with(CommitListener other) {
        return new LedgerOptions(other, onFatal, checkpoint);
    }
}
