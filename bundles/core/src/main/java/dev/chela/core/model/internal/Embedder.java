package dev.chela.core.model.internal;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.ModelRef;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.guest.Lease;
import dev.chela.core.model.Embeddings;
import dev.chela.core.model.internal.Providers.Installed;
import dev.chela.core.net.TurnClients;
import dev.chela.core.task.CancelSource;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;

/** One request for vectors to one provider. No type of the provider's bundle leaves it. */
final class Embedder implements Embeddings {
    private final Catalog catalog;
    private final TurnClients clients;

    Embedder(Catalog catalog, TurnClients clients) {
        this.catalog = catalog;
        this.clients = clients;
    }

    @Override
    public ModelRef embedding(String provider, String model) {
        Installed speaker = catalog.speaker(provider);
        String name = model.isEmpty() ? speaker.provider().embeddingModel() : model;
        if (name.isEmpty()) {
            throw new Permanent("the provider '" + provider + "' has no usual model for embeddings; name one");
        }
        return new ModelRef(provider, name);
    }

    @Override
    public List<float[]> embed(ModelRef model, List<String> texts, Cancellation cancellation) {
        cancellation.check();
        Route route = catalog.route(model);
        CancelSource request = new CancelSource();
        try (Registration bound = cancellation.onCancel(() -> request.cancel("it was cancelled"));
                Lease lease = route.desk().enter(model.toString(), () -> request.cancel(Route.WITHDRAWN))) {
            return checked(model, texts.size(), asked(route, texts, request, lease));
        } catch (CancellationException ended) {
            cancellation.check();
            throw new Transient(model + " broke off: " + Route.WITHDRAWN, Duration.ZERO, ended);
        }
    }

    private List<float[]> asked(Route route, List<String> texts, CancelSource request, Lease lease) {
        try {
            EmbeddingModel model = route.provider().embeddings(route.ref().model(), route.access(clients, request)).orElseThrow(() ->
                    new Permanent("the provider '" + route.ref().provider() + "' offers no embeddings"));
            return model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream().map(Embedding::vector)
                    .map(float[]::clone).toList();
        } catch (Exception | LinkageError thrown) {
            RuntimeException told = route.told(thrown);
            if (told instanceof Defect defect) {
                lease.failed(defect);
            }
            throw told;
        }
    }

    private static List<float[]> checked(ModelRef model, int wanted, List<float[]> vectors) {
        boolean even = vectors.stream().allMatch(vector -> vector.length > 0 && vector.length == vectors.get(0).length);
        if (vectors.size() != wanted || !even) {
            throw new Transient(model + " answered " + wanted + " texts with " + vectors.size() + " vectors"
                    + (even ? "" : " of different lengths"), Duration.ZERO);
        }
        return vectors;
    }
}
