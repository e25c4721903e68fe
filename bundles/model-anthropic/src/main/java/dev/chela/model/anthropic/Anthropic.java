package dev.chela.model.anthropic;

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
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel.AnthropicStreamingChatModelBuilder;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** The messages API. Everything it offers reads 200,000 tokens and images. */
@Component
public final class Anthropic implements ModelProvider {
    private static final String HOST = "api.anthropic.com";
    private static final String VERSION = "2023-06-01";
    private static final int WINDOW = 200_000;
    /** The API refuses a request without a limit. */
    private static final int LONGEST_ANSWER = 8_192;
    private static final ProviderInfo INFO = new ProviderInfo(
            Set.of("anthropic-messages"),
            "https://" + HOST + "/v1",
            List.of("ANTHROPIC_API_KEY", "ANTHROPIC_OAUTH_TOKEN"),
            "claude-sonnet-4-6",
            10,
            false);
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public String id() {
        return "anthropic";
    }

    @Override
    public ProviderInfo info() {
        return INFO;
    }

    @Override
    public List<String> thinkingLevels() {
        return ThinkingBudget.levels();
    }

    @Override
    public Set<String> fastHosts() {
        return Set.of(HOST);
    }

    @Override
    public List<ModelInfo> models(ModelAccess access) {
        HttpRequest request = HttpRequest.builder()
                .method(HttpMethod.GET)
                .url(baseUrl(access), "models")
                .addHeader("x-api-key", credential(access))
                .addHeader("anthropic-version", VERSION)
                .addHeaders(access.headers())
                .build();
        List<ModelInfo> models = new ArrayList<>();
        for (JsonNode model : read(http(access).build().execute(request).body()).path("data")) {
            String id = model.path("id").asText();
            models.add(new ModelInfo(id, model.path("display_name").asText(id), WINDOW, 0, true, true));
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
        int longest = access.maxTokens() > 0 ? access.maxTokens() : LONGEST_ANSWER;
        AnthropicStreamingChatModelBuilder builder = AnthropicStreamingChatModel.builder()
                .httpClientBuilder(http(access))
                .baseUrl(baseUrl(access))
                .apiKey(credential(access))
                .version(VERSION)
                .customHeaders(access.headers())
                .modelName(model)
                .maxTokens(longest)
                .returnThinking(true)
                .sendThinking(true);
        if (access.pace() != Pace.USUAL) {
            builder.customParameters(Map.of("service_tier", access.pace() == Pace.FAST ? "auto" : "standard_only"));
        }
        ThinkingBudget.of(access.thinking()).ifPresent(budget -> budget.tell(builder, longest));
        return builder.build();
    }

    /** It counts what went through a cache beside the input, not as part of it. */
    @Override
    public CountedTokens counted(TokenUsage usage) {
        if (!(usage instanceof AnthropicTokenUsage own)) {
            return ModelProvider.super.counted(usage);
        }
        int read = count(own.cacheReadInputTokens());
        int written = count(own.cacheCreationInputTokens());
        return new CountedTokens(count(own.inputTokenCount()) + read + written, count(own.outputTokenCount()), read, written, 0);
    }

    private static HttpClientBuilder http(ModelAccess access) {
        return SubscriptionToken.is(access.credential()) ? new SubscriptionToken(access.http()) : access.http();
    }

    /** A proxy may need none, but LangChain4j insists on one. */
    private static String credential(ModelAccess access) {
        return access.credential().isEmpty() ? "none" : access.credential();
    }

    /** The version belongs to the address; configurations written for other clients leave it out. */
    private static String baseUrl(ModelAccess access) {
        String path = access.baseUrl().getRawPath();
        return access.baseUrl() + (path == null || path.isEmpty() || path.equals("/") ? "/v1" : "");
    }
}
