package dev.chela.core.tool.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Describe;
import dev.chela.core.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The JSON Schema of a record. Reads types and keeps none. */
final class Schema {
    private Schema() {}

    static ObjectNode of(Class<? extends Record> type) {
        ObjectNode schema = Json.object().put("type", "object");
        describe(schema, type.getAnnotation(Describe.class));
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.array();
        for (RecordComponent component : type.getRecordComponents()) {
            ObjectNode property = of(component.getGenericType(), type.getSimpleName() + "." + component.getName());
            describe(property, component.getAnnotation(Describe.class));
            properties.set(component.getName(), property);
            if (!isOptional(component.getGenericType())) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static void describe(ObjectNode schema, @org.jspecify.annotations.Nullable Describe describe) {
        if (describe != null) {
            schema.put("description", describe.value());
        }
    }

    static boolean isOptional(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
    }

    private static ObjectNode of(Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, where);
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain, where);
        }
        throw unsupported(type, where);
    }

    private static ObjectNode ofGeneric(ParameterizedType type, String where) {
        Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (type.getRawType() == Optional.class) {
            return of(last, where);
        }
        if (type.getRawType() == List.class) {
            ObjectNode list = Json.object().put("type", "array");
            list.set("items", of(last, where));
            return list;
        }
        if (type.getRawType() == Map.class && type.getActualTypeArguments()[0] == String.class) {
            ObjectNode map = Json.object().put("type", "object");
            map.set("additionalProperties", of(last, where));
            return map;
        }
        throw unsupported(type, where);
    }

    private static ObjectNode ofClass(Class<?> type, String where) {
        if (type.isRecord()) {
            return of(type.asSubclass(Record.class));
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

    private static String simple(Class<?> type, String where) {
        if (type == String.class) {
            return "string";
        } else if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        } else if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "integer";
        } else if (type == double.class || type == Double.class) {
            return "number";
        }
        throw unsupported(type, where);
    }

    /** {@code SEND_KEYS} is written {@code send-keys}. */
    static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Permanent unsupported(Type type, String where) {
        return new Permanent("argument " + where + " has type " + type.getTypeName() + "; a tool's arguments are made of String, int, long,"
                + " double, boolean, enums, records, List, Map<String, …> and Optional of these");
    }
}
