package dev.chela.core.store;

import java.util.List;

/**
 * Sees every step that has facts before it is committed, and may add to it what else becomes true with those facts: further rows and
 * facts, in the same transaction. A service that the ledger needs: there from before the first commit until after the last.
 */
public interface Witness {
    /** Adds nothing. */
    Witness NONE = new Witness() {
        @Override
        public String room() {
            return "";
        }

        @Override
        public List<List<String>> tables() {
            return List.of();
        }

        @Override
        public Step seen(Step step) {
            return step;
        }
    };

    /** Whose {@link #tables} they are; as for {@link Ledger#define}, by which they are made before the first commit. */
    String room();

    List<List<String>> tables();

    /** The step, or one with more in it. On the committer's thread, often under a session's lock: nothing slow. What it throws ends the commit. */
    Step seen(Step step);
}
