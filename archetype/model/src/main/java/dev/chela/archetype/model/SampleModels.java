package dev.chela.archetype.model;

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
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The provider {@code sample}: models of a server that speaks chat completions. Whoever speaks otherwise takes another of LangChain4j's
 * libraries, or implements {@link StreamingChatModel} over {@link ModelAccess#http()}.
 */
@Component
@Capability(namespace = "chela.model", attribute = "id=sample")
@Header(name = "Chela-Grants", value = "network;hosts=127.0.0.1")
public final class SampleModels implements ModelProvider {
    /** Dialect names in the configuration, where it is, the variable that has its key, a model to begin with, and how many may ask at once. */
    private static final ProviderInfo INFO = new ProviderInfo(
            Set.of("sample-completions"), "http://127.0.0.1:8000/v1", List.of("SAMPLE_API_KEY"), "sample-1", 20, false);
    private static final JsonMapper JSON = new JsonMapper();

    @Activate
    public SampleModels() {}

    @Override
    public String id() {
        return "sample";
    }

    @Override
    public ProviderInfo info() {
        return INFO;
    }

    @Override
    public List<ModelInfo> models(ModelAccess access) {
        HttpRequest request = HttpRequest.builder().method(HttpMethod.GET).url(access.baseUrl().toString(), "models").addHeaders(access.headers())
                .addHeader("Authorization", "Bearer " + access.credential()).build();
        List<ModelInfo> models = new ArrayList<>();
        for (JsonNode model : read(access.http().build().execute(request).body()).path("data")) {
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

    /** Opened for each turn. The client is the host's: it has the turn's deadline, and ends when the turn is aborted. */
    @Override
    public StreamingChatModel open(String model, ModelAccess access) {
        OpenAiStreamingChatModelBuilder builder = new OpenAiStreamingChatModelBuilder()
                .httpClientBuilder(access.http())
                .baseUrl(access.baseUrl().toString())
                .apiKey(access.credential())
                .customHeaders(access.headers())
                .modelName(model)
                .accumulateToolCallId(false);
        return (access.maxTokens() > 0 ? builder.maxTokens(access.maxTokens()) : builder).build();
    }
}
