package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.config.Range;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.Secrets;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one record from a part of the tree and notes everything that does not fit, rather than stopping at the first thing. It works by
 * reflection alone and remembers nothing, so that the records of a plugin that went away go with it (a JSON mapper's type cache would
 * keep them). Keys that no component takes are not its business: {@link Judge} knows what other sections claim.
 */
final class Binder {
    private final Source source;
    private final Redactor redactor;
    private final Scalars scalars;
    private final List<Issue> issues = new ArrayList<>();

    private Binder(Source source, Secrets secrets, Redactor redactor) {
        this.source = source;
        this.redactor = redactor;
        this.scalars = new Scalars(source, secrets, redactor, this::issue);
    }

    /** @param value absent when there are issues */
    record Bound<T>(Optional<T> value, List<Issue> issues) {}

    static <T extends Record> Bound<T> bind(KeyPath path, Class<T> type, Source source, Secrets secrets, Redactor redactor) {
        Binder binder = new Binder(source, secrets, redactor);
        Object value = binder.record(type, source.at(path), path);
        return new Bound<>(
                binder.issues.isEmpty() ? Optional.ofNullable(value).map(type::cast) : Optional.empty(),
                List.copyOf(binder.issues));
    }

    private void issue(KeyPath path, String message) {
        issues.add(source.issue(path, redactor.redact(message)));
    }

    private @Nullable Object value(Type type, JsonNode node, KeyPath path, @Nullable Range range) {
        Class<?> raw = Shapes.raw(type);
        if (raw == Optional.class) {
            return absent(node) ? Optional.empty() : Optional.ofNullable(value(Shapes.argument(type, 0), node, path, range));
        }
        if (absent(node)) {
            return Scalars.zero(raw);
        }
        if (raw.isRecord()) {
            return record(raw, node, path);
        }
        if (Shapes.isMap(raw)) {
            return map(Shapes.argument(type, 1), node, path, range);
        }
        if (Shapes.isList(raw)) {
            return list(raw, Shapes.argument(type, 0), node, path, range);
        }
        return scalars.value(raw, node, path, range);
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private @Nullable Object map(Type type, JsonNode node, KeyPath path, @Nullable Range range) {
        if (!(node instanceof ObjectNode object)) {
            return scalars.wrong(path, node, "an object");
        }
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(field -> {
            Object value = value(type, field.getValue(), path.child(field.getKey()), range);
            if (value != null) {
                map.put(field.getKey(), value);
            }
        });
        return Collections.unmodifiableMap(map);
    }

    private @Nullable Object list(Class<?> raw, Type type, JsonNode node, KeyPath path, @Nullable Range range) {
        if (!node.isArray()) {
            return scalars.wrong(path, node, "a list");
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Object value = value(type, node.get(i), path.child(i), range);
            if (value != null) {
                list.add(value);
            }
        }
        return raw == java.util.Set.class ? Collections.unmodifiableSet(new LinkedHashSet<>(list)) : List.copyOf(list);
    }

    private @Nullable Object record(Class<?> type, JsonNode node, KeyPath path) {
        if (!node.isObject() && !absent(node)) {
            return shorthand(type, node, path);
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        int before = issues.size();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String key = Shapes.keyOf(component);
            values[i] = value(component.getGenericType(), node.path(key), path.child(key), component.getAnnotation(Range.class));
        }
        return issues.size() > before ? null : constructed(type, components, values, path);
    }

    private @Nullable Object constructed(Class<?> type, RecordComponent[] components, Object[] values, KeyPath path) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return canonical.newInstance(values);
        } catch (InvocationTargetException refused) {
            return refused(refused, path);
        } catch (ReflectiveOperationException impossible) {
            throw new dev.chela.api.fault.Defect("the record " + type.getName() + " cannot be constructed", impossible);
        }
    }

    /** A record with {@code static R of(String)} may be written as one text: {@code model: "a/b"} for {@code model: {primary: "a/b"}}. */
    private @Nullable Object shorthand(Class<?> type, JsonNode node, KeyPath path) {
        try {
            var of = type.getDeclaredMethod("of", String.class);
            if (node.isTextual() && Modifier.isStatic(of.getModifiers())) {
                of.setAccessible(true);
                return of.invoke(null, node.textValue());
            }
            return scalars.wrong(path, node, "a text or an object");
        } catch (NoSuchMethodException none) {
            return scalars.wrong(path, node, "an object");
        } catch (InvocationTargetException refused) {
            return refused(refused, path);
        } catch (IllegalAccessException impossible) {
            throw new dev.chela.api.fault.Defect(type.getName() + ".of(String) cannot be called", impossible);
        }
    }

    private @Nullable Object refused(InvocationTargetException refused, KeyPath path) {
        Throwable why = refused.getCause();
        issue(path, why.getMessage() == null ? "is refused: " + why.getClass().getSimpleName() : why.getMessage());
        return null;
    }
}
