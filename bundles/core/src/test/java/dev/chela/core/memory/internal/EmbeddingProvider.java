package dev.chela.core.memory.internal;

import dev.chela.api.model.ModelAccess;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.ProviderInfo;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Embeddings of a server that speaks OpenAI's API, as the real provider asks for them. @param url the server's */
record EmbeddingProvider(String url) implements ModelProvider {
    @Override
    public String id() {
        return "fake";
    }

    @Override
    public ProviderInfo info() {
        return new ProviderInfo(Set.of("fake"), url, List.of(), "", 20, false);
    }

    @Override
    public List<ModelInfo> models(ModelAccess access) {
        return List.of();
    }

    @Override
    public StreamingChatModel open(String model, ModelAccess access) {
        throw new UnsupportedOperationException("nobody talks here");
    }

    @Override
    public String embeddingModel() {
        return "usual";
    }

    @Override
    public Optional<EmbeddingModel> embeddings(String model, ModelAccess access) {
        return Optional.of(new OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder().httpClientBuilder(access.http())
                .baseUrl(access.baseUrl().toString()).apiKey(access.credential()).modelName(model).maxRetries(0).build());
    }
}
