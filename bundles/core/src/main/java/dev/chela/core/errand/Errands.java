package dev.chela.core.errand;

import dev.chela.api.task.Cancellation;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.tool.ToolRequest;

/** Runs tools for whoever asks without a model. Safe on any thread. */
public interface Errands {
    /**
     * Runs one call and waits for it.
     *
     * <p>With a key the call belongs to the gateway and not to whoever waits: it goes on when the asker leaves, and whoever asks again
     * gets the same answer, for 30 days. When the gateway stopped during it, a call that may be repeated is repeated; of one that acts
     * the answer is from then on that its outcome is unknown.
     *
     * @throws dev.chela.api.fault.Permanent when the key stands for another call
     * @throws dev.chela.api.fault.Transient when the gateway stops meanwhile; with a key, asking again after its start is safe
     * @throws java.util.concurrent.CancellationException when the errand's token is cancelled
     * @throws InterruptedException when this thread is
     */
    Done run(Errand errand) throws InterruptedException;

    /**
     * @param key the asker's name for this very call, unique among all askers; empty for none
     * @param arguments JSON text
     * @param cancellation ends the call; one with a key only stops being waited for
     */
    record Errand(String key, String tool, String arguments, ToolRequest.Whose whose, Consent consent, Cancellation cancellation) {
        /** The same call, with other arguments. */
        public Errand with(String other) {
            return new Errand(key, tool, other, whose, consent, cancellation);
        }
    }

    /** What to do about a call that a person must allow. */
    enum Consent {
        /** Say so and run nothing. */
        TELL,
        /** Ask the person and wait. */
        ASK
    }

    sealed interface Done {
        /** Refusals are results too: errors, as a model would read them. */
        record Ran(ToolResult result) implements Done {}

        /** A person must allow it, and was not to be asked. Nothing is remembered of it. */
        record NeedsConsent(String why) implements Done {}
    }
}
