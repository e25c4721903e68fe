package dev.chela.channel.email.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import java.io.IOException;

/** What those who give tokens say, as trees. */
final class Json {
    /** With a cache of types of its own, since the shared one would keep this bundle's class loader alive after a swap. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().typeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(16, 200))).build();

    private Json() {}

    /** @return an empty object for what is none: a page of somebody who stands between */
    static JsonNode read(byte[] text) {
        try {
            JsonNode read = MAPPER.readTree(text);
            return read.isObject() ? read : JsonNodeFactory.instance.objectNode();
        } catch (IOException page) {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
