package dev.chela.core.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.tool.Describe;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of a record, in the dialect of whoever reads such records. Reads types and keeps none. */
public final class RecordSchema {
    private static final Set<Class<?>> INTEGERS = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class, java.math.BigDecimal.class);

    private final Dialect dialect;

    public RecordSchema(Dialect dialect) {
        this.dialect = dialect;
    }

    /** What differs between readers of records. */
    public interface Dialect {
        /** The property's name. */
        String key(RecordComponent component);

        boolean required(RecordComponent component);

        /** The schema of a type that only this reader knows; empty for all others. */
        Optional<ObjectNode> own(Class<?> type);

        /** Adds what this reader's annotations on a component say. */
        void refine(ObjectNode schema, RecordComponent component);

        /** Another way to write a record, by what its own object looks like. */
        default ObjectNode record(Class<?> type, ObjectNode object) {
            return object;
        }

        /** @param where the component */
        RuntimeException unsupported(Type type, String where);
    }

    public ObjectNode of(Class<? extends Record> type) {
        ObjectNode schema = Json.object().put("type", "object");
        describe(schema, type.getAnnotation(Describe.class));
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.array();
        for (RecordComponent component : type.getRecordComponents()) {
            ObjectNode property = of(component.getGenericType(), type.getSimpleName() + "." + component.getName());
            describe(property, component.getAnnotation(Describe.class));
            dialect.refine(property, component);
            properties.set(dialect.key(component), property);
            if (dialect.required(component)) {
                required.add(dialect.key(component));
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static void describe(ObjectNode schema, @Nullable Describe describe) {
        if (describe != null) {
            schema.put("description", describe.value());
        }
    }

    private ObjectNode of(Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, where);
        }
        if (type instanceof Class<?> plain) {
            return dialect.own(plain).orElseGet(() -> ofClass(plain, where));
        }
        throw dialect.unsupported(type, where);
    }

    private ObjectNode ofGeneric(ParameterizedType type, String where) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (raw == Optional.class) {
            return of(last, where);
        }
        if (raw == List.class || raw == Set.class || raw == Collection.class) {
            ObjectNode list = Json.object().put("type", "array");
            list.set("items", of(last, where));
            return list;
        }
        if (raw == Map.class && type.getActualTypeArguments()[0] == String.class) {
            ObjectNode map = Json.object().put("type", "object");
            map.set("additionalProperties", of(last, where));
            return map;
        }
        throw dialect.unsupported(type, where);
    }

    private ObjectNode ofClass(Class<?> type, String where) {
        if (type.isRecord()) {
            return dialect.record(type, of(type.asSubclass(Record.class)));
        }
        if (type.isEnum()) {
            ObjectNode choice = Json.object().put("type", "string");
            ArrayNode values = choice.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                values.add(spelling((Enum<?>) constant));
            }
            return choice;
        }
        return Json.object().put("type", simple(type, where));
    }

    private String simple(Class<?> type, String where) {
        if (type == String.class) {
            return "string";
        } else if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        } else if (INTEGERS.contains(type)) {
            return "integer";
        } else if (NUMBERS.contains(type)) {
            return "number";
        }
        throw dialect.unsupported(type, where);
    }

    /** {@code SEND_KEYS} is written {@code send-keys}. */
    public static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
