package dev.chela.httpapi.internal.openai;

import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.HttpApiSection;
import java.time.Duration;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /v1/embeddings}: says in a client's own shape that no model provider offers any. */
@Component(service = HttpEndpoint.class)
public final class Embeddings implements HttpEndpoint {
    private final HttpApiSection settings;

    @Activate
    public Embeddings(@Reference HttpApiSection settings) {
        this.settings = settings;
    }

    @Override
    public Route route() {
        return new Route(Set.of("POST"), "/v1/embeddings", Access.GATEWAY_TOKEN, ChatCompletions.MOST_BYTES, Duration.ofSeconds(10));
    }

    @Override
    public Reply handle(Request request) {
        try {
            settings.requireChatCompletions();
            throw new ApiRefusal(404, "No installed model provider offers embeddings", "invalid_request_error", "model",
                    "embeddings_unavailable", Duration.ZERO);
        } catch (ApiRefusal refusal) {
            return refusal.reply();
        }
    }
}
