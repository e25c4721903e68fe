package dev.chela.itests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One call that is valid, and what is to come of it. Rows are asked in the order of the table, over one connection that may do everything.
 *
 * @param params where a string is {@code <agents.list/agents/0/id>} or holds it, the last answer of that method is looked into
 * @param takes the published definition of the parameters, where its name does not follow from the method's
 * @param answer what the answer, or parts of it, must fit
 * @param apart fields that are taken out before judging, since OpenClaw's gateway has them and its schema does not
 * @param until an event to wait for before the next row
 * @param heldBack the answer comes only when a later row has had its effect
 */
public record Row(
        String method, JsonNode params, Optional<String> takes, List<Part> answer, List<String> apart, Optional<Awaited> until,
        boolean heldBack) {
    /** @param at a JSON pointer, empty for the whole; {@code /*} at its end means each item */
    public record Part(String at, String definition) {}

    /** @param payload fields that the event's payload must have */
    public record Awaited(String event, ObjectNode payload) {}

    /** @param params JSON, in which quotes may be single and names bare */
    public static Row row(String method, String params) {
        return new Row(method, Lenient.json(params), Optional.empty(), List.of(), List.of(), Optional.empty(), false);
    }

    /** @param definition a definition of the published schema, or the path to a part of one */
    public Row answers(String definition) {
        return answers("", definition);
    }

    public Row answers(String at, String definition) {
        List<Part> parts = Stream.concat(answer.stream(), Stream.of(new Part(at, definition))).toList();
        return new Row(method, params, takes, parts, apart, until, heldBack);
    }

    public Row takes(String definition) {
        return new Row(method, params, Optional.of(definition), answer, apart, until, heldBack);
    }

    public Row apartFrom(String... pointers) {
        return new Row(method, params, takes, answer, List.of(pointers), until, heldBack);
    }

    public Row until(String event, String payload) {
        return new Row(method, params, takes, answer, apart, Optional.of(new Awaited(event, (ObjectNode) Lenient.json(payload))), heldBack);
    }

    public Row answeredLater() {
        return new Row(method, params, takes, answer, apart, until, true);
    }
}
