package dev.chela.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds what goes over a wire to the published schema, both ways; collects what does not fit. */
final class Judge {
    /** It has no definition of its own. */
    static final String HEALTH = "HelloOk/properties/snapshot/properties/health";
    private static final Map<String, String> EVENTS =
            Map.of("chat", "ChatEvent", "health", HEALTH, "tick", "TickEvent", "shutdown", "ShutdownEvent");

    /** OpenClaw's gateway sends these with every agent event, and its clients read them, though its schema does not know them. */
    private static final List<String> BESIDE_AGENT_EVENT = List.of("sessionKey", "agentId");

    private final List<String> troubles = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();
    private final PublishedSchema schema;
    private final Wire wire;

    Judge(PublishedSchema schema, Wire wire) {
        this.schema = schema;
        this.wire = wire;
    }

    void fits(String definition, JsonNode value) {
        fits(definition, definition, value);
    }

    private void fits(String what, String definition, JsonNode value) {
        schema.violations(definition, value).stream().map(each -> what + ": " + each).filter(each -> !Younger.knows(each))
                .forEach(troubles::add);
    }

    /** @param result the definition of what is answered; empty when none is published */
    JsonNode call(String method, String params, String result) {
        JsonNode response = ask(method, params);
        if (!response.path("ok").asBoolean()) {
            troubles.add(method + " was refused: " + response);
        } else if (!result.isEmpty()) {
            fits(method, result, response.path("payload"));
        }
        return response.path("payload");
    }

    /** For what comes with a bundle that may not be there. */
    void callIfOffered(String method, String params, String result) {
        if (offered().contains(method)) {
            call(method, params, result);
        }
    }

    /** The methods that the gateway says it has and that nobody asked here. */
    List<String> unasked() {
        return offered().stream().filter(method -> !asked.contains(method)).toList();
    }

    private List<String> offered() {
        List<String> methods = new ArrayList<>();
        wire.hello().at("/features/methods").forEach(method -> methods.add(method.asText()));
        return methods;
    }

    void refused(String method, String params) {
        JsonNode response = wire.ask(method, params);
        fits(method, "ResponseFrame", response);
        fits(method, "ErrorShape", response.path("error"));
    }

    void chat(String session, String message, String run) {
        String params = Wire.JSON.createObjectNode().put("sessionKey", session).put("message", message).put("idempotencyKey", run).toString();
        call("chat.send", params, "");
        wire.end(run);
    }

    /** What we ask must be right too, or the answer proves nothing. */
    private JsonNode ask(String method, String params) {
        asked.add(method);
        schema.paramsOf(method).ifPresent(definition -> fits(method + " params", definition, Wire.parse(params)));
        JsonNode response = wire.ask(method, params);
        fits(method, "ResponseFrame", response);
        return response;
    }

    /** Every event that came so far. */
    void events() {
        wire.seen(frame -> frame.has("event")).forEach(this::event);
    }

    private void event(JsonNode frame) {
        String name = frame.path("event").asText();
        JsonNode payload = frame.path("payload");
        fits(name, "EventFrame", frame);
        if (EVENTS.containsKey(name)) {
            fits(name, EVENTS.get(name), payload);
        } else if (name.equals("agent")) {
            fits(name, "AgentEvent", ((ObjectNode) payload.deepCopy()).remove(BESIDE_AGENT_EVENT));
        } else if (name.equals("presence")) {
            payload.path("presence").forEach(entry -> fits(name, "PresenceEntry", entry));
        } else if (payload.has("session")) {
            fits(name, "SessionRow", payload.path("session"));
        }
    }

    List<String> troubles() {
        return troubles.stream().distinct().toList();
    }
}
