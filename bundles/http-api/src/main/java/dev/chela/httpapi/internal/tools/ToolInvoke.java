package dev.chela.httpapi.internal.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.errand.Errands;
import dev.chela.core.errand.Errands.Consent;
import dev.chela.core.errand.Errands.Done;
import dev.chela.core.errand.Errands.Errand;
import dev.chela.core.json.Json;
import dev.chela.core.session.Blocks;
import dev.chela.core.tool.Asker;
import dev.chela.core.tool.ToolRequest;
import dev.chela.core.tool.ToolSpec;
import dev.chela.core.tool.Tools;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.Fields;
import dev.chela.httpapi.internal.Replies;
import dev.chela.httpapi.internal.run.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /tools/invoke}. The call ends when the client goes, unless it has a key: then whoever asks again gets its answer. */
@Component(service = HttpEndpoint.class)
public final class ToolInvoke implements HttpEndpoint {
    private static final long MOST_BYTES = 2L * 1024 * 1024;
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Tools tools;
    private final Agents agents;
    private final ToolGate gate;
    private final Errands errands;

    @Activate
    public ToolInvoke(@Reference Tools tools, @Reference Agents agents, @Reference ToolGate gate, @Reference Errands errands) {
        this.tools = tools;
        this.agents = agents;
        this.gate = gate;
        this.errands = errands;
    }

    @Override
    public Route route() {
        return new Route(Set.of("POST"), "/tools/invoke", Access.GATEWAY_TOKEN, MOST_BYTES, LIMIT);
    }

    @Override
    public Reply handle(Request request) throws InterruptedException {
        try {
            return invoke(Fields.of(request), request);
        } catch (ApiRefusal refusal) {
            return Replies.json(400, refused("invalid_request", String.valueOf(refusal.getMessage())));
        }
    }

    private Reply invoke(Fields body, Request request) throws InterruptedException {
        String name = body.has("tool") ? body.required("tool") : body.required("name");
        ToolRequest.Whose whose = whose(session(body));
        Optional<ToolSpec> tool = tools.offered(whose).stream().filter(spec -> spec.name().equals(name))
                .filter(spec -> gate.lets(name)).findFirst();
        ObjectNode arguments = arguments(body, tool);
        if (tool.isEmpty()) {
            return Replies.json(404, refused("not_found", "Tool not available over HTTP: " + name));
        }
        return body.flag("dryRun") ? Replies.json(200, Json.object().put("ok", true).put("dryRun", true).put("tool", name))
                : run(new Errand(key(body, request), name, Json.write(arguments), whose, Consent.TELL, request.cancellation()));
    }

    /** Whoever has the gateway's token is the owner. */
    private ToolRequest.Whose whose(SessionKey session) {
        Agent agent = agents.get(session.agent());
        return new ToolRequest.Whose(session, agent.id(), agent.workspace(), Asker.OWNER);
    }

    /** OpenClaw's clients give it in the body; the header is what others know. */
    private static String key(Fields body, Request request) {
        String key = body.has("idempotencyKey") ? body.required("idempotencyKey") : request.headers().getOrDefault("idempotency-key", List.of("")).get(0);
        return key.isBlank() ? "" : "http:" + key;
    }

    private Reply run(Errand errand) throws InterruptedException {
        try {
            Done done = errands.run(errand);
            return done instanceof Done.Ran ran ? told(ran.result())
                    : Replies.json(403, refused("requires_approval", ((Done.NeedsConsent) done).why()));
        } catch (Permanent otherCall) {
            return Replies.json(409, refused("idempotency_conflict", String.valueOf(otherCall.getMessage())));
        } catch (Transient stopping) {
            return Replies.json(503, refused("unavailable", String.valueOf(stopping.getMessage())));
        }
    }

    private static Reply told(ToolResult result) {
        ArrayNode content = Json.array();
        result.content().forEach(part -> content.add(Blocks.of(part)));
        if (result.outcome() == Outcome.ERROR) {
            StringBuilder said = new StringBuilder();
            content.forEach(block -> said.append(block.path("text").asText()));
            return Replies.json(400, refused("tool_error", said.toString()));
        }
        ObjectNode told = Json.object();
        told.set("content", content);
        told.set("details", Json.tree(result.details()));
        return Replies.json(200, Json.object().put("ok", true).set("result", told));
    }

    private SessionKey session(Fields body) {
        String agent = body.text("agentId");
        try {
            AgentId owner = agent.isEmpty() ? agents.primary().id() : new AgentId(agent);
            return Place.session(agents, "sessionKey", body.has("sessionKey") ? body.required("sessionKey") : "main", owner);
        } catch (IllegalArgumentException malformed) {
            throw ApiRefusal.invalid("agentId", String.valueOf(malformed.getMessage()));
        }
    }

    /** {@code action} is short for the argument of that name, for tools that have one. */
    private static ObjectNode arguments(Fields body, Optional<ToolSpec> tool) {
        ObjectNode arguments = body.has("args") ? body.object("args").node().deepCopy() : Json.object();
        boolean takesAction = tool.filter(spec -> spec.schema().path("properties").has("action")).isPresent();
        if (body.has("action") && takesAction && !arguments.has("action")) {
            arguments.put("action", body.required("action"));
        }
        return arguments;
    }

    private static ObjectNode refused(String type, String message) {
        return (ObjectNode) Json.object().put("ok", false).set("error", Json.object().put("type", type).put("message", message));
    }
}
