package dev.chela.core.hook;

import dev.chela.api.hook.Passage;
import dev.chela.api.task.Cancellation;
import java.util.List;
import java.util.Optional;

/** Asks the hooks of a passage. Safe on any thread. */
public interface Hooks {
    /** A house without hooks. */
    Hooks NONE = new Hooks() {
        @Override
        public boolean at(Class<? extends Passage> passage) {
            return false;
        }

        @Override
        public <P extends Passage> Outcome<P> pass(P passing, Cancellation cancellation) {
            return new Through<>(passing, List.of());
        }

        @Override
        public void tell(Passage happened) {
            // Nobody listens.
        }

        @Override
        public List<Standing> standing() {
            return List.of();
        }
    };

    /** Whether a hook stands there: spares making what nobody looks at. */
    boolean at(Class<? extends Passage> passage);

    /**
     * Waits for the hooks there, each within its deadline. Faults of theirs are dealt with here.
     *
     * @throws java.util.concurrent.CancellationException when cancelled, or when this thread was interrupted, which it stays
     */
    <P extends Passage> Outcome<P> pass(P passing, Cancellation cancellation);

    /** Tells the hooks there of something that they can only see, one after the other, on a thread of its own; returns at once. */
    void tell(Passage happened);

    /** Those that are meant now, in the order in which they are asked, passage by passage. */
    List<Standing> standing();

    /** What the hooks made of something. */
    sealed interface Outcome<P extends Passage> permits Through, Stopped {
        /** Who did what to it, in one clause for people; empty when it passed as it was. @param what passed: {@code the answer} */
        Optional<String> trace(String what);
    }

    /** @param changedBy the hooks that changed it, for people; empty when it is as it was */
    record Through<P extends Passage>(P as, List<String> changedBy) implements Outcome<P> {
        @Override
        public Optional<String> trace(String what) {
            return changedBy.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", changedBy) + " changed " + what);
        }
    }

    /** @param by the hook and its plugin, for people */
    record Stopped<P extends Passage>(String by, String why) implements Outcome<P> {
        /** One clause for people and models. */
        public String told() {
            return "stopped by " + by + ": " + why;
        }

        @Override
        public Optional<String> trace(String what) {
            return Optional.of(by + " stopped " + what + ": " + why);
        }
    }

    /**
     * @param at the passage, by its record's name
     * @param resting whether it failed so often that it is not asked now
     */
    record Standing(String hook, String plugin, String version, String at, int ranking, boolean stopsOnFault, long faults, boolean resting) {}
}
