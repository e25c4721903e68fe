package dev.chela.api.model;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A source of models. It keeps no connection and no credential of its own: both come with each access. */
@ConsumerType
public interface ModelProvider {
    /** The kind of provider, {@code [a-z][a-z0-9-]*}: {@code openai}, {@code anthropic}. */
    String id();

    /** How it speaks and where, when nothing is configured. */
    ProviderInfo info();

    /**
     * How hard its reasoning models can be told to think, the least first, in the words {@code off}, {@code on}, {@code minimal},
     * {@code low}, {@code medium}, {@code high}, {@code xhigh}; empty when they cannot be told.
     */
    default List<String> thinkingLevels() {
        return List.of();
    }

    /**
     * The hosts whose answers can be had faster for more money ({@link ModelAccess#pace}), in lower case; empty when there is no such choice.
     * Elsewhere, as at a proxy, nobody knows what would become of the wish, so it is not told.
     */
    default Set<String> fastHosts() {
        return Set.of();
    }

    /** What can be used with this access. May call out; must not take longer than the access's idle time. */
    List<ModelInfo> models(ModelAccess access);

    /**
     * What an answer took, where the provider's own way of counting says more than LangChain4j's: the types of its library stay inside
     * the provider.
     *
     * @param usage of an answer of a model that this provider opened
     */
    default CountedTokens counted(TokenUsage usage) {
        return new CountedTokens(CountedTokens.count(usage.inputTokenCount()), CountedTokens.count(usage.outputTokenCount()), 0, 0, 0);
    }

    /** {@code access.http()} must be the model's only way out. Opening does not call out. */
    StreamingChatModel open(String model, ModelAccess access);

    /** The model that turns texts into vectors when only the provider is named; empty when there is no usual one. */
    default String embeddingModel() {
        return "";
    }

    /** As {@link #open}, a model that turns texts into vectors; empty when this provider has none. It retries nothing itself. */
    default Optional<EmbeddingModel> embeddings(String model, ModelAccess access) {
        return Optional.empty();
    }
}
