package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Defect;
import dev.chela.core.json.Json;
import dev.chela.core.json.RecordSchema;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How {@link Binder} reads records, as a JSON Schema says it: nothing is required. */
final class SettingsDialect implements RecordSchema.Dialect {
    @Override
    public String key(RecordComponent component) {
        return Shapes.keyOf(component);
    }

    @Override
    public boolean required(RecordComponent component) {
        return false;
    }

    @Override
    public Optional<ObjectNode> own(Class<?> type) {
        if (type == Secret.class) {
            return Optional.of(secret());
        }
        if (type == Duration.class) {
            return Optional.of(either(text().put("description", "\"500ms\", \"30s\", \"5m\", \"1h\", \"7d\", or milliseconds"),
                    Json.object().put("type", "integer").put("minimum", 0)));
        }
        return type == Object.class || JsonNode.class.isAssignableFrom(type) ? Optional.of(Json.object()) : Optional.empty();
    }

    private static ObjectNode secret() {
        ObjectNode reference = Json.object().put("type", "object");
        ObjectNode properties = reference.putObject("properties");
        properties.putObject("source").put("type", "string").putArray("enum").add("env").add("file");
        for (String key : new String[] {"provider", "path", "id"}) {
            properties.putObject(key).put("type", "string");
        }
        reference.putArray("required").add("source").add("id");
        return either(text(), reference.put("additionalProperties", false));
    }

    private static ObjectNode text() {
        return Json.object().put("type", "string");
    }

    private static ObjectNode either(ObjectNode one, ObjectNode other) {
        ObjectNode either = Json.object();
        either.putArray("anyOf").add(one).add(other);
        return either;
    }

    @Override
    public void refine(ObjectNode schema, RecordComponent component) {
        Range range = component.getAnnotation(Range.class);
        if (range == null || !schema.has("type")) {
            return;
        }
        if (range.min() != Long.MIN_VALUE) {
            schema.put("minimum", range.min());
        }
        if (range.max() != Long.MAX_VALUE) {
            schema.put("maximum", range.max());
        }
    }

    /** A record with {@code static R of(String)} may be one text. */
    @Override
    public ObjectNode record(Class<?> type, ObjectNode object) {
        boolean shorthand = Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> method.getName().equals("of")
                && Modifier.isStatic(method.getModifiers()) && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}));
        return shorthand ? either(text(), object) : object;
    }

    @Override
    public RuntimeException unsupported(Type type, String where) {
        return new Defect("the configuration's " + where + " is a " + type.getTypeName() + ", which no setting can be");
    }
}
