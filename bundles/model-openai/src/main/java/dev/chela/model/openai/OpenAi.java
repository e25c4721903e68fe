package dev.chela.model.openai;

import static dev.chela.api.model.CountedTokens.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.chela.api.fault.Transient;
import dev.chela.api.model.CountedTokens;
import dev.chela.api.model.ModelAccess;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.Pace;
import dev.chela.api.model.ProviderInfo;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Any server of chat completions, at {@code baseUrl}, which ends in {@code /v1} at most of them. */
@Component
public final class OpenAi implements ModelProvider {
    private static final String HOST = "api.openai.com";
    private static final ProviderInfo INFO = new ProviderInfo(
            Set.of("openai-completions"), "https://" + HOST + "/v1", List.of("OPENAI_API_KEY"), "gpt-5.1", 20, false);
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String id() {
        return "openai";
    }

    @Override
    public ProviderInfo info() {
        return INFO;
    }

    @Override
    public List<String> thinkingLevels() {
        return List.of("minimal", "low", "medium", "high");
    }

    @Override
    public Set<String> fastHosts() {
        return Set.of(HOST);
    }

    @Override
    public List<ModelInfo> models(ModelAccess access) {
        HttpRequest.Builder request =
                HttpRequest.builder().method(HttpMethod.GET).url(access.baseUrl().toString(), "models").addHeaders(access.headers());
        if (!access.credential().isEmpty()) {
            request.addHeader("Authorization", "Bearer " + access.credential());
        }
        List<ModelInfo> models = new ArrayList<>();
        for (JsonNode model : read(access.http().build().execute(request.build()).body()).path("data")) {
            String id = model.path("id").asText();
            models.add(new ModelInfo(id, id, 0, 0, false, false));
        }
        return models;
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new Transient("the list of models is not JSON", Duration.ZERO, notJson);
        }
    }

    @Override
    public StreamingChatModel open(String model, ModelAccess access) {
        // The builder itself, not LangChain4j's factory method: that one searches the class path for factories.
        OpenAiStreamingChatModelBuilder builder = new OpenAiStreamingChatModelBuilder()
                .httpClientBuilder(access.http())
                .baseUrl(access.baseUrl().toString())
                .apiKey(access.credential().isEmpty() ? null : access.credential())
                .customHeaders(access.headers())
                .modelName(model)
                .returnThinking(true)
                // Most servers send a call's whole id once; some repeat it with each part, none splits it.
                .accumulateToolCallId(false);
        if (!access.thinking().isEmpty()) {
            builder.reasoningEffort(access.thinking());
        }
        if (access.pace() != Pace.USUAL) {
            builder.serviceTier(access.pace() == Pace.FAST ? "priority" : "default");
        }
        if (access.maxTokens() > 0) {
            // OpenAI's newer models refuse the old name of this limit, most other servers know no other.
            return (owned(access) ? builder.maxCompletionTokens(access.maxTokens()) : builder.maxTokens(access.maxTokens())).build();
        }
        return builder.build();
    }

    @Override
    public String embeddingModel() {
        return "text-embedding-3-small";
    }

    @Override
    public Optional<EmbeddingModel> embeddings(String model, ModelAccess access) {
        return Optional.of(new OpenAiEmbeddingModelBuilder()
                .httpClientBuilder(access.http())
                .baseUrl(access.baseUrl().toString())
                .apiKey(access.credential().isEmpty() ? null : access.credential())
                .customHeaders(access.headers())
                .modelName(model)
                .maxRetries(0)
                .build());
    }

    /** It counts what came from a cache as part of the prompt already, and thoughts as part of the answer. */
    @Override
    public CountedTokens counted(TokenUsage usage) {
        if (!(usage instanceof OpenAiTokenUsage own)) {
            return ModelProvider.super.counted(usage);
        }
        int cached = own.inputTokensDetails() == null ? 0 : count(own.inputTokensDetails().cachedTokens());
        int reasoning = own.outputTokensDetails() == null ? 0 : count(own.outputTokensDetails().reasoningTokens());
        return new CountedTokens(count(own.inputTokenCount()), count(own.outputTokenCount()), cached, 0, reasoning);
    }

    private static boolean owned(ModelAccess access) {
        return HOST.equals(access.baseUrl().getHost());
    }
}
