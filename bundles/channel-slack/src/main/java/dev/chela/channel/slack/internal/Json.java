package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON as trees: Slack grows every month, and what is not known is passed over. */
final class Json {
    /** With a cache of types of its own, since the shared one would keep this bundle's class loader alive after a swap. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().typeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(16, 200))).build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** @throws Permanent when it is no JSON */
    static JsonNode read(byte[] text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException malformed) {
            throw new Permanent("Slack sent what is no JSON", malformed);
        }
    }

    static JsonNode read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }
}
