package dev.chela.core.model.internal;

import dev.chela.api.model.ModelAccess;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.Pace;
import dev.chela.api.model.ProviderInfo;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;
import java.util.Set;

/** A provider of chat completions under any name, as the real one opens them. */
record ChatProvider(String id, ProviderInfo info) implements ModelProvider {
    @Override
    public List<String> thinkingLevels() {
        return List.of("low");
    }

    @Override
    public Set<String> fastHosts() {
        return Set.of("127.0.0.1");
    }

    @Override
    public List<ModelInfo> models(ModelAccess access) {
        access.http().build().execute(HttpRequest.builder()
                .method(HttpMethod.GET)
                .url(access.baseUrl().toString(), "models")
                .build());
        return List.of(new ModelInfo("small", "small", 1000, 0, false, false));
    }

    @Override
    public StreamingChatModel open(String model, ModelAccess access) {
        return new OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder()
                .httpClientBuilder(access.http())
                .baseUrl(access.baseUrl().toString())
                .apiKey(access.credential())
                .modelName(model)
                .reasoningEffort(access.thinking().isEmpty() ? null : access.thinking())
                .serviceTier(access.pace() == Pace.USUAL ? null : access.pace().name())
                .build();
    }
}
