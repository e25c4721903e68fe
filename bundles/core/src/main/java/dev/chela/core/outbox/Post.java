package dev.chela.core.outbox;

import dev.chela.api.id.RunId;
import dev.chela.core.store.Step;

/** Hands things to be sent to the commit that decides them. */
public interface Post {
    /**
     * Adds a run's answer to the step that ends the run: rendered and cut into parts for where the input came from, frozen.
     * Adds nothing when {@code origin} is empty: whoever asked over the socket reads the answer there.
     */
    void reply(Step.Builder step, RunId run, String origin, String text);
}
