package dev.chela.itests.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.itests.conformance.PublishedSchema;
import dev.chela.itests.conformance.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Holds what goes over a wire to the published schema, both ways; collects what does not fit. */
final class Judge {
    /** OpenClaw's gateway sends these with every agent event, and its clients read them, though its schema does not know them. */
    private static final List<String> BESIDE_AGENT_EVENT = List.of("sessionKey", "agentId");

    private final List<String> troubles = new ArrayList<>();
    private final PublishedSchema schema;

    Judge(PublishedSchema schema) {
        this.schema = schema;
    }

    void fits(String definition, JsonNode value) {
        fits(definition, definition, value);
    }

    private void fits(String what, String definition, JsonNode value) {
        schema.violations(definition, value).stream().map(each -> what + ": " + each).filter(each -> !Younger.knows(each))
                .forEach(troubles::add);
    }

    /** What we ask must be right too, or the answer proves nothing. */
    void asks(Row row, JsonNode params) {
        schema.paramsOf(row).ifPresent(definition -> fits(row.method() + " params", definition, params));
    }

    void answers(Row row, JsonNode response) {
        fits(row.method(), "ResponseFrame", response);
        if (!response.path("ok").asBoolean()) {
            troubles.add(row.method() + " was refused: " + response);
            return;
        }
        JsonNode payload = response.path("payload").deepCopy();
        row.apart().forEach(pointer -> remove(payload, pointer));
        row.answer().forEach(part -> parts(payload, part.at()).forEach(each -> fits(row.method(), part.definition(), each)));
    }

    private static void remove(JsonNode payload, String pointer) {
        int end = pointer.lastIndexOf('/');
        ((ObjectNode) payload.at(pointer.substring(0, end))).remove(pointer.substring(end + 1));
    }

    private static Stream<JsonNode> parts(JsonNode payload, String at) {
        return at.endsWith("/*") ? StreamSupport.stream(payload.at(at.substring(0, at.length() - 2)).spliterator(), false)
                : Stream.of(payload.at(at));
    }

    void refuses(String method, JsonNode response) {
        fits(method, "ResponseFrame", response);
        fits(method, "ErrorShape", response.path("error"));
    }

    void event(JsonNode frame) {
        String name = frame.path("event").asText();
        JsonNode payload = frame.path("payload");
        fits(name, "EventFrame", frame);
        if (name.equals("agent") || name.equals("session.tool")) {
            fits(name, "AgentEvent", ((ObjectNode) payload.deepCopy()).remove(BESIDE_AGENT_EVENT));
        } else if (name.equals("health")) {
            fits(name, PublishedSchema.HEALTH, payload);
        } else if (name.equals("presence")) {
            payload.path("presence").forEach(entry -> fits(name, "PresenceEntry", entry));
        } else if (schema.payloadOf(name).isPresent()) {
            fits(name, schema.payloadOf(name).get(), payload);
        } else if (payload.has("session")) {
            fits(name, "SessionRow", payload.path("session"));
        }
    }

    List<String> troubles() {
        return troubles.stream().distinct().toList();
    }
}
