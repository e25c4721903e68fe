package dev.chela.httpapi.internal.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.core.agent.Agents;
import dev.chela.core.json.Json;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.HttpApiSection;
import dev.chela.httpapi.internal.Replies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /v1/models} and {@code /v1/models/ID}: what can stand in {@code model}, which are the agents. */
@Component(service = HttpEndpoint.class)
public final class ModelList implements HttpEndpoint {
    private static final String PATH = "/v1/models";
    private static final List<String> HOUSES = List.of("openclaw", "chela");

    private final HttpApiSection settings;
    private final Agents agents;

    @Activate
    public ModelList(@Reference HttpApiSection settings, @Reference Agents agents) {
        this.settings = settings;
        this.agents = agents;
    }

    @Override
    public Route route() {
        return new Route(Set.of("GET"), PATH + "/*", Access.GATEWAY_TOKEN, 0, Duration.ofSeconds(10));
    }

    @Override
    public Reply handle(Request request) {
        try {
            settings.requireChatCompletions();
            String id = request.uri().getPath().substring(PATH.length()).replaceFirst("^/", "");
            return Replies.json(200, id.isEmpty() ? all() : one(id));
        } catch (ApiRefusal refusal) {
            return refusal.reply();
        }
    }

    private ObjectNode all() {
        ArrayNode data = Json.array();
        names().forEach(name -> data.add(entry(name)));
        return (ObjectNode) Json.object().put("object", "list").set("data", data);
    }

    private ObjectNode one(String id) {
        if (!names().contains(id)) {
            throw new ApiRefusal(404, "There is no model '" + id + "'; there are " + String.join(", ", names()), "invalid_request_error",
                    "model", "model_not_found", Duration.ZERO);
        }
        return entry(id);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String house : HOUSES) {
            names.add(house);
            names.add(house + "/default");
            agents.list().forEach(agent -> names.add(house + "/" + agent.id()));
        }
        return names;
    }

    private static ObjectNode entry(String name) {
        return Json.object().put("id", name).put("object", "model").put("created", 0).put("owned_by", name.split("/")[0]);
    }
}
