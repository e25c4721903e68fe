package dev.chela.core.memory.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.task.Cancellation;
import dev.chela.core.memory.internal.Vectors.Pending;
import dev.chela.core.memory.internal.Vectors.Space;
import dev.chela.core.model.Embeddings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What an embedding model makes of one agent's passages. Who calls it sees to it that only one fills it at a time. */
final class Meaning {
    private static final int BATCH = 64;

    private final Embeddings embeddings;
    private final Vectors vectors;
    private final AtomicLong version = new AtomicLong();

    Meaning(Embeddings embeddings, Vectors vectors) {
        this.embeddings = embeddings;
        this.vectors = vectors;
    }

    /** The model that a configuration names. */
    ModelRef model(MemorySettings.MemorySearch settings) {
        return embeddings.embedding(settings.embedder(), settings.embeddingModel());
    }

    boolean isBehind(Within within) {
        return !vectors.pending(within, 0, 1).texts().isEmpty();
    }

    /**
     * Asks for the vectors that are missing, some at a time, until there are all.
     *
     * @throws Fault of the provider; what came before it is kept
     * @throws Permanent when there are vectors of another model: they are not replaced unasked, since that costs money
     */
    void fill(ModelRef model, Within within, Cancellation cancellation) {
        long last = 0;
        for (Pending pending = vectors.pending(within, last, BATCH); !pending.texts().isEmpty(); pending = vectors.pending(within, last, BATCH)) {
            last = pending.last();
            requireSame(model);
            List<String> hashes = new ArrayList<>(pending.texts().keySet());
            List<float[]> made = embeddings.embed(model, List.copyOf(pending.texts().values()), cancellation);
            Map<String, float[]> vectorsByHash = new HashMap<>();
            for (int i = 0; i < hashes.size(); i++) {
                vectorsByHash.put(hashes.get(i), checked(model, made.get(i)));
            }
            vectors.put(model.toString(), vectorsByHash);
            version.incrementAndGet();
        }
    }

    private void requireSame(ModelRef model) {
        vectors.space().filter(space -> !space.model().equals(model.toString())).ifPresent(space -> {
            throw new Permanent("the index holds vectors of " + space.model() + ", and " + model
                    + " is configured now; ./chela memory index --force makes them anew");
        });
    }

    private float[] checked(ModelRef model, float[] vector) {
        Optional<Space> space = vectors.space();
        if (space.isPresent() && space.get().dimensions() != vector.length) {
            throw new Permanent(model + " gives vectors of " + vector.length + " numbers, and those of the index have "
                    + space.get().dimensions() + "; ./chela memory index --force makes them anew");
        }
        return Bits.unit(vector);
    }

    /** Changes with the vectors. */
    long version() {
        return version.get();
    }

    /** Faults as {@link #fill}. @param passages changes with them */
    List<Long> nearest(ModelRef model, String query, Within within, int most, long passages, Cancellation cancellation) {
        if (vectors.space().isEmpty()) {
            return List.of();
        }
        requireSame(model);
        float[] wanted = checked(model, embeddings.embed(model, List.of(query), cancellation).get(0));
        return vectors.nearest(wanted, within, most, passages + version.get()); // Both only grow, so their sum tells every change.
    }

    void prune() {
        vectors.prune();
    }

    void clear() {
        vectors.clear();
        version.incrementAndGet();
    }

    int count() {
        return vectors.count();
    }
}
