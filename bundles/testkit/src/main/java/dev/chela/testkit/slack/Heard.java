package dev.chela.testkit.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A call that was made. @param at by {@link System#nanoTime} */
public record Heard(String method, Map<String, String> arguments, String token, long at) {
    public String text(String name) {
        return arguments.getOrDefault(name, "");
    }

    /** What came as JSON in a field of the form; missing where there is no such field. */
    public JsonNode json(String name) {
        try {
            return FakeSlack.JSON.readTree(arguments.getOrDefault(name, ""));
        } catch (JsonProcessingException malformed) {
            throw new Refusal("invalid_arguments");
        }
    }
}
