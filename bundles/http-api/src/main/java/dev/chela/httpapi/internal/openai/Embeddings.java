package dev.chela.httpapi.internal.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.api.id.ModelRef;
import dev.chela.core.agent.Agents;
import dev.chela.core.json.Json;
import dev.chela.core.memory.Memories;
import dev.chela.core.task.CancelSource;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.Fields;
import dev.chela.httpapi.internal.HttpApiSection;
import dev.chela.httpapi.internal.Replies;
import dev.chela.httpapi.internal.run.Place;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /v1/embeddings}: vectors by the model that embeds an agent's memory, or by that of the header {@code x-openclaw-model}. */
@Component(service = HttpEndpoint.class)
public final class Embeddings implements HttpEndpoint {
    private static final int MOST_TEXTS = 2_048;

    private final HttpApiSection settings;
    private final Agents agents;
    private final Memories memories;
    private final dev.chela.core.model.Embeddings models;

    @Activate
    public Embeddings(@Reference HttpApiSection settings, @Reference Agents agents, @Reference Memories memories,
            @Reference dev.chela.core.model.Embeddings models) {
        this.settings = settings;
        this.agents = agents;
        this.memories = memories;
        this.models = models;
    }

    @Override
    public Route route() {
        return new Route(Set.of("POST"), "/v1/embeddings", Access.GATEWAY_TOKEN, ChatCompletions.MOST_BYTES, Duration.ofMinutes(2));
    }

    @Override
    public Reply handle(Request request) {
        try {
            settings.requireChatCompletions();
            Fields fields = Fields.of(request);
            List<String> texts = texts(fields);
            boolean packed = packed(fields);
            ModelRef model = model(fields.required("model"), request);
            return Replies.json(200, answer(model, models.embed(model, texts, new CancelSource()), packed));
        } catch (Permanent refused) {
            return new ApiRefusal(400, String.valueOf(refused.getMessage()), "invalid_request_error").reply();
        } catch (Transient later) {
            return new ApiRefusal(503, String.valueOf(later.getMessage()), "api_error", "", "", later.after()).reply();
        } catch (ApiRefusal refusal) {
            return refusal.reply();
        }
    }

    private static List<String> texts(Fields fields) {
        JsonNode input = fields.get("input");
        List<String> texts = new ArrayList<>();
        (input.isTextual() ? List.of(input) : input).forEach(text -> {
            if (!text.isTextual() || text.textValue().isBlank()) {
                throw ApiRefusal.invalid("input", "must be a text, or a list of texts, none of them empty");
            }
            texts.add(text.textValue());
        });
        if (texts.isEmpty() || texts.size() > MOST_TEXTS) {
            throw ApiRefusal.invalid("input", "must hold 1 to " + MOST_TEXTS + " texts");
        }
        return texts;
    }

    private static boolean packed(Fields fields) {
        String format = fields.text("encoding_format");
        if (!Set.of("", "float", "base64").contains(format)) {
            throw ApiRefusal.invalid("encoding_format", "must be float or base64");
        }
        return format.equals("base64");
    }

    private ModelRef model(String target, Request request) {
        var agent = agents.get(Place.agent(agents, target, request));
        return Place.header(request, "model").or(() -> memories.embedder(agent)).map(Embeddings::named).orElseThrow(() -> new ApiRefusal(404,
                "No embedding model is configured: set agents.defaults.memorySearch.provider, or name one in x-openclaw-model",
                "invalid_request_error", "model", "embeddings_unavailable", Duration.ZERO));
    }

    private static ModelRef named(String text) {
        try {
            return ModelRef.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw ApiRefusal.invalid("x-openclaw-model", malformed.getMessage());
        }
    }

    /** What the provider counted is not known here; the field is there because clients look for it. */
    private static ObjectNode answer(ModelRef model, List<float[]> vectors, boolean packed) {
        ObjectNode answer = Json.object().put("object", "list").put("model", model.toString());
        ArrayNode data = answer.putArray("data");
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode entry = data.addObject().put("object", "embedding").put("index", i);
            if (packed) {
                entry.put("embedding", base64(vectors.get(i)));
            } else {
                ArrayNode numbers = entry.putArray("embedding");
                for (float number : vectors.get(i)) {
                    numbers.add(number);
                }
            }
        }
        answer.putObject("usage").put("prompt_tokens", 0).put("total_tokens", 0);
        return answer;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
