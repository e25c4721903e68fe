package dev.chela.core.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;

/** Trees and text. Immutable and shared. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** One line, no line break at its end. */
    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new dev.chela.api.fault.Defect("a JSON tree could not be written", e);
        }
    }

    /** @throws Permanent when the text is not one JSON value; the message gives line and column */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Permanent("not JSON at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** The tree as maps, lists, strings, numbers, booleans and null. */
    public static @org.jspecify.annotations.Nullable Object plain(JsonNode node) {
        return MAPPER.convertValue(node, Object.class);
    }

    /** Any value made of maps, lists, strings, numbers, booleans, null, or the core's own records. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }
}
