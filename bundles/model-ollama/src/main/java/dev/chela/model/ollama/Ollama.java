package dev.chela.model.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.chela.api.fault.Transient;
import dev.chela.api.model.ModelAccess;
import dev.chela.api.model.ModelInfo;
import dev.chela.api.model.ModelProvider;
import dev.chela.api.model.ProviderInfo;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel.OllamaEmbeddingModelBuilder;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel.OllamaStreamingChatModelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Ollama's own API, which tells more than its imitation of OpenAI's. {@code auto} takes whatever is installed there first. */
@Component
public final class Ollama implements ModelProvider {
    private static final ProviderInfo INFO =
            new ProviderInfo(Set.of("ollama"), "http://127.0.0.1:11434", List.of("OLLAMA_API_KEY"), "", 40, true);
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String id() {
        return "ollama";
    }

    @Override
    public ProviderInfo info() {
        return INFO;
    }

    @Override
    public List<String> thinkingLevels() {
        return List.of("off", "on");
    }

    @Override
    public List<ModelInfo> models(ModelAccess access) {
        HttpRequest request = HttpRequest.builder()
                .method(HttpMethod.GET)
                .url(baseUrl(access), "api/tags")
                .addHeaders(headers(access))
                .build();
        List<ModelInfo> models = new ArrayList<>();
        for (JsonNode model : read(access.http().build().execute(request).body()).path("models")) {
            String name = model.path("name").asText();
            models.add(new ModelInfo(name, name, 0, 0, false, false));
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
        OllamaStreamingChatModelBuilder builder = new OllamaStreamingChatModelBuilder()
                .httpClientBuilder(access.http())
                .baseUrl(baseUrl(access))
                .customHeaders(headers(access))
                .modelName(model)
                .returnThinking(true);
        if (!access.thinking().isEmpty()) {
            builder.think(access.thinking().equals("on"));
        }
        if (access.maxTokens() > 0) {
            builder.numPredict(access.maxTokens());
        }
        if (access.contextWindow() > 0) {
            // Left to itself Ollama reads only the last few thousand tokens, and drops the rest without a word.
            builder.numCtx(access.contextWindow());
        }
        return builder.build();
    }

    @Override
    public String embeddingModel() {
        return "nomic-embed-text";
    }

    @Override
    public Optional<EmbeddingModel> embeddings(String model, ModelAccess access) {
        return Optional.of(new OllamaEmbeddingModelBuilder()
                .httpClientBuilder(access.http())
                .baseUrl(baseUrl(access))
                .customHeaders(headers(access))
                .modelName(model)
                .maxRetries(0)
                .build());
    }

    private static Map<String, String> headers(ModelAccess access) {
        Map<String, String> headers = new HashMap<>(access.headers());
        if (!access.credential().isEmpty()) {
            headers.put("Authorization", "Bearer " + access.credential());
        }
        return headers;
    }

    /** Configurations written for its imitation of OpenAI's API end in {@code /v1}. */
    private static String baseUrl(ModelAccess access) {
        return access.baseUrl().toString().replaceFirst("/v1/?$", "");
    }
}
