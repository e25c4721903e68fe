package dev.chela.core.tool.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.json.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes a record of a JSON tree. Written by hand rather than with Jackson's binding for two reasons: a mapper's caches hold the class
 * loaders of what they bound, and a model needs to be told in its own words what to change.
 */
public final class Binder {
    private Binder() {}

    /** @throws Permanent telling the model what is wrong, and where */
    public static JsonNode parse(String arguments) {
        JsonNode tree = arguments.isBlank() ? Json.object() : Json.read(arguments);
        if (!tree.isObject()) {
            throw new Permanent("the arguments must be a JSON object, not " + kind(tree));
        }
        return tree;
    }

    public static Map<String, Object> map(JsonNode tree) {
        Map<String, Object> map = new LinkedHashMap<>();
        tree.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
        return map;
    }

    private static @org.jspecify.annotations.Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            return map(node);
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        return node.isNull() ? null : node.isTextual() ? node.textValue() : node.isBoolean() ? (Object) node.booleanValue() : node.numberValue();
    }

    public static <T extends Record> T bind(JsonNode tree, Class<T> type) {
        return record(tree, type, "");
    }

    private static <T extends Record> T record(JsonNode tree, Class<T> type, String path) {
        RecordComponent[] components = type.getRecordComponents();
        refuseUnknown(tree, components, path);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(tree, components[i], path);
        }
        return construct(type, components, values);
    }

    private static void refuseUnknown(JsonNode tree, RecordComponent[] components, String path) {
        List<String> known = Arrays.stream(components).map(RecordComponent::getName).toList();
        tree.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new Permanent("unknown argument '" + path + name + "'; known are " + String.join(", ", known));
            }
        });
    }

    private static Object component(JsonNode tree, RecordComponent component, String path) {
        JsonNode given = tree.path(component.getName());
        String where = path + component.getName();
        boolean absent = given.isMissingNode() || given.isNull();
        if (Schema.isOptional(component.getGenericType())) {
            return absent ? Optional.empty() : Optional.of(value(given, argument(component.getGenericType(), 0), where));
        }
        if (absent) {
            throw new Permanent("argument '" + where + "' is missing");
        }
        return value(given, component.getGenericType(), where);
    }

    private static <T extends Record> T construct(Class<T> type, RecordComponent[] components, Object[] values) {
        try {
            Class<?>[] signature = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<T> constructor = type.getDeclaredConstructor(signature);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new Permanent(String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new dev.chela.api.fault.Defect("the arguments' record " + type.getName() + " cannot be made", e);
        }
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static Object value(JsonNode given, Type type, String where) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? list(given, argument(type, 0), where) : map(given, argument(type, 1), where);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            expect(given.isObject(), given, "an object", where);
            return record(given, plain.asSubclass(Record.class), where + ".");
        }
        return plain.isEnum() ? constant(given, plain, where) : simple(given, plain, where);
    }

    private static List<Object> list(JsonNode given, Type of, String where) {
        expect(given.isArray(), given, "an array", where);
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            list.add(value(given.get(i), of, where + "[" + i + "]"));
        }
        return List.copyOf(list);
    }

    private static Map<String, Object> map(JsonNode given, Type of, String where) {
        expect(given.isObject(), given, "an object", where);
        Map<String, Object> map = new LinkedHashMap<>();
        given.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue(), of, where + "." + entry.getKey())));
        return java.util.Collections.unmodifiableMap(map);
    }

    private static Object constant(JsonNode given, Class<?> type, String where) {
        expect(given.isTextual(), given, "a string", where);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Schema.spelling((Enum<?>) constant).equalsIgnoreCase(given.textValue().replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new Permanent("argument '" + where + "' must be one of " + Arrays.stream(type.getEnumConstants())
                        .map(constant -> Schema.spelling((Enum<?>) constant)).collect(Collectors.joining(", "))
                        + ", not '" + given.textValue() + "'"));
    }

    private static Object simple(JsonNode given, Class<?> type, String where) {
        if (type == String.class) {
            expect(given.isTextual(), given, "a string", where);
            return given.textValue();
        }
        if (type == boolean.class || type == Boolean.class) {
            expect(given.isBoolean(), given, "true or false", where);
            return given.booleanValue();
        }
        expect(given.isNumber(), given, "a number", where);
        if (type == double.class || type == Double.class) {
            return given.doubleValue();
        }
        boolean isLong = type == long.class || type == Long.class;
        boolean whole = given.doubleValue() == Math.rint(given.doubleValue());
        expect(whole && (isLong ? given.canConvertToLong() : given.canConvertToInt()), given, "a whole number", where);
        return isLong ? (Object) given.longValue() : (Object) given.intValue();
    }

    private static void expect(boolean holds, JsonNode given, String wanted, String where) {
        if (!holds) {
            throw new Permanent("argument '" + where + "' must be " + wanted + ", not " + kind(given));
        }
    }

    private static String kind(JsonNode node) {
        String text = node.toString();
        return text.length() > 60 ? "a " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT) : text;
    }
}
