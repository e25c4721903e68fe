package dev.chela.core.guest;

/** What faults of plugins come from. */
public final class Causes {
    private Causes() {}

    /** The fault itself where it has no cause. */
    public static Throwable innermost(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
