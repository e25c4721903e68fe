package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.config.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a type of a configuration record allows below it. Nothing is cached: a cache would hold the class loader of a plugin. */
final class Shapes {
    private Shapes() {}

    /** The type of one key below a type; empty where the key does not belong. */
    static Optional<Type> child(Type type, String key) {
        Type here = unwrap(type);
        if (isOpen(here)) {
            return Optional.of(Object.class);
        }
        Class<?> raw = raw(here);
        if (raw.isRecord()) {
            return Arrays.stream(raw.getRecordComponents()).filter(component -> keyOf(component).equals(key)).findFirst()
                    .map(RecordComponent::getGenericType);
        }
        return isMap(raw) ? Optional.of(argument(here, 1)) : isList(raw) ? Optional.of(argument(here, 0)) : Optional.empty();
    }

    /** The keys that a type names itself. */
    static List<String> keys(Type type) {
        Class<?> raw = raw(unwrap(type));
        return raw.isRecord() ? Arrays.stream(raw.getRecordComponents()).map(Shapes::keyOf).toList() : List.of();
    }

    /** {@code default_} stands for a key that Java reserves. */
    static String keyOf(RecordComponent component) {
        String name = component.getName();
        return name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    }

    /** Whether anything may stand here. A secret may be a reference, which is an object. */
    static boolean isOpen(Type type) {
        return type == Object.class || type == Secret.class
                || type instanceof Class<?> raw && JsonNode.class.isAssignableFrom(raw);
    }

    static boolean isMap(Class<?> raw) {
        return raw == Map.class;
    }

    static boolean isList(Class<?> raw) {
        return raw == List.class || raw == Collection.class || raw == java.util.Set.class;
    }

    static Type unwrap(Type type) {
        return raw(type) == Optional.class ? argument(type, 0) : type;
    }

    static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        return type instanceof Class<?> raw ? raw : Object.class;
    }

    static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[index] : Object.class;
    }
}
