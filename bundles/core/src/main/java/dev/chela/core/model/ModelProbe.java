package dev.chela.core.model;

import dev.chela.api.id.ModelRef;
import java.time.Duration;
import java.util.Optional;

/** Finds out whether a provider answers, by asking it. */
public interface ModelProbe {
    /**
     * Asks one of the provider's models a tiny question, once: nothing is tried again, and no other model is asked instead. Blocks.
     *
     * @param provider the id of a provider, installed or not
     */
    Finding probe(String provider, Duration atMost);

    enum Verdict { OK, AUTH, RATE_LIMIT, BILLING, TIMEOUT, FORMAT, UNKNOWN, NO_MODEL }

    /**
     * @param model the one that was asked; empty when the provider has none
     * @param error empty when it answered
     */
    record Finding(Verdict verdict, Optional<ModelRef> model, Duration took, String error) {}
}
