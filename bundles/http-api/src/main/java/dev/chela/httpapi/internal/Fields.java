package dev.chela.httpapi.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.http.Request;
import dev.chela.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** An object of a request, and the place where it stands. Whatever is not as it must be is refused by its name. Absent and null are the same. */
public record Fields(JsonNode node, String path) {
    /** @throws ApiRefusal when the body is not one JSON object */
    public static Fields of(Request request) {
        JsonNode body;
        try {
            body = Json.read(new String(request.body(), StandardCharsets.UTF_8));
        } catch (Permanent notJson) {
            throw new ApiRefusal(400, "The body, sent as " + type(request) + ", is " + notJson.getMessage(), "invalid_request_error");
        }
        if (!body.isObject()) {
            throw new ApiRefusal(400, "The body must be a JSON object", "invalid_request_error");
        }
        return new Fields(body, "");
    }

    /** Any type will do whose body is JSON, since programs forget to say so; who sends something else is told what they said. */
    private static String type(Request request) {
        return request.headers().getOrDefault("content-type", List.of("no type at all")).get(0);
    }

    /** Where one of the fields stands. */
    public String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    public boolean has(String field) {
        return node.hasNonNull(field);
    }

    public JsonNode get(String field) {
        return node.path(field);
    }

    /** Empty when absent. */
    public String text(String field) {
        return checked(field, JsonNode::isTextual, "a string").asText("");
    }

    public String required(String field) {
        String text = text(field);
        if (text.isBlank()) {
            throw ApiRefusal.invalid(at(field), "must be a string that is not empty");
        }
        return text;
    }

    /** False when absent. */
    public boolean flag(String field) {
        return checked(field, JsonNode::isBoolean, "true or false").asBoolean(false);
    }

    /** Empty object when absent. */
    public Fields object(String field) {
        return new Fields(checked(field, JsonNode::isObject, "an object"), at(field));
    }

    /** Empty when absent. */
    public List<Fields> objects(String field) {
        List<Fields> all = new ArrayList<>();
        for (JsonNode each : checked(field, JsonNode::isArray, "an array")) {
            String place = at(field) + "[" + all.size() + "]";
            if (!each.isObject()) {
                throw ApiRefusal.invalid(place, "must be an object");
            }
            all.add(new Fields(each, place));
        }
        return all;
    }

    private JsonNode checked(String field, Predicate<JsonNode> form, String wanted) {
        JsonNode value = node.path(field);
        if (has(field) && !form.test(value)) {
            throw ApiRefusal.invalid(at(field), "must be " + wanted);
        }
        return has(field) ? value : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
