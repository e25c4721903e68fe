package dev.chela.core.model;

import dev.chela.api.id.ModelRef;
import dev.chela.api.task.Cancellation;
import java.util.List;

/** Vectors of texts, by the models of the installed providers. Retries nothing. */
public interface Embeddings {
    /**
     * What a configuration means.
     *
     * @param provider one of {@code models.providers}, or an installed provider's own id
     * @param model empty for the provider's usual one
     * @throws dev.chela.api.fault.Permanent when there is no such provider, or no usual model
     */
    ModelRef embedding(String provider, String model);

    /**
     * Asks, on the caller's thread.
     *
     * @return one vector for each text, in order, all of the same length
     * @throws dev.chela.api.fault.Transient when it may work later
     * @throws dev.chela.api.fault.Permanent when the provider has no embeddings, or refused in a way that will not change
     * @throws java.util.concurrent.CancellationException when the token was cancelled, even before the first byte
     */
    List<float[]> embed(ModelRef model, List<String> texts, Cancellation cancellation);
}
