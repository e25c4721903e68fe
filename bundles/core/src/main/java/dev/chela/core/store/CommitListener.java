package dev.chela.core.store;

/**
 * Stands at the boundaries of every commit, on the committer's thread. It is how a test stops the gateway at a chosen point: what
 * it throws leaves {@code commit} at once, with exactly the phases behind it done.
 */
@FunctionalInterface
public interface CommitListener {
    CommitListener NONE = (step, phase) -> {};

    void at(String step, Phase phase);

    /** Each phase is reported when it has been reached; a refused step reaches only the first. */
    enum Phase { BEFORE_COMMIT, COMMITTED, APPENDED, ANNOUNCED }
}
