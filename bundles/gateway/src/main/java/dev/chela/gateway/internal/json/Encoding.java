package dev.chela.gateway.internal.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import dev.chela.gateway.internal.Limits;

/**
 * Makes mappers. Each belongs to one service and dies with it: a mapper, and the type cache that mappers share unless told
 * otherwise, hold every class they have seen, and with it the class loader of a bundle that is long gone.
 */
public final class Encoding {
    private Encoding() {}

    public static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Limits.FRAME).build())
                .build();
        return JsonMapper.builder(factory)
                .typeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(16, 200)))
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .addModule(new WireTypes())
                .build();
    }

    /** The name of an enum's constant on the wire: as annotated, or its name in lower case. */
    public static String wireName(Enum<?> constant) {
        return WireTypes.wireName(constant);
    }
}
