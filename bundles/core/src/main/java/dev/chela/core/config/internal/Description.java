package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.config.Secret;
import dev.chela.core.config.ConfigSchema.Described;
import dev.chela.core.json.Json;
import dev.chela.core.json.RecordSchema;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The schema of the whole, put together from the sections that are there. Where OpenClaw has keys that nobody here reads, and where
 * bundles may bring sections of their own, other keys are allowed, as {@link Judge} allows them.
 */
final class Description {
    private final ObjectNode root = Json.object().put("$schema", "http://json-schema.org/draft-07/schema#").put("type", "object");
    private final KnownKeys known;
    private final Set<String> secrets = new TreeSet<>();
    private final Set<String> sections = new TreeSet<>();

    private Description(KnownKeys known) {
        this.known = known;
        root.putObject("properties").putObject("$schema").put("type", "string").put("title", "Schema")
                .put("description", "Where an editor finds the schema of this file; the gateway does not read it.");
        root.put("additionalProperties", false);
    }

    static Described of(Collection<? extends Section<?>> sections, KnownKeys known) {
        Description description = new Description(known);
        sections.forEach(description::add);
        description.open(description.root, KeyPath.ROOT);
        return new Described(description.root, description.secrets, description.sections);
    }

    private void add(Section<?> section) {
        ObjectNode at = root;
        for (String part : section.path.parts()) {
            ObjectNode properties = at.withObjectProperty("properties");
            at = properties.get(part) instanceof ObjectNode there ? there
                    : properties.putObject(part).put("type", "object").put("additionalProperties", false);
        }
        merge(at, new RecordSchema(new SettingsDialect()).of(section.type));
        sections.add(section.path.toString());
        secrets(section.type, section.path);
    }

    /** Two sections at one place each add their keys; at one key the first says what it is, and both what lies below. */
    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            if (into.get(field.getKey()) instanceof ObjectNode below && field.getValue() instanceof ObjectNode more) {
                merge(below, more);
            } else if (!into.has(field.getKey()) || field.getKey().equals("additionalProperties") && field.getValue().isObject()) {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private void open(JsonNode node, KeyPath at) {
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        boolean closed = schema.path("additionalProperties").isBoolean();
        if (closed && (!known.below(at).isEmpty() || Judge.PLUGINS.contains(at))) {
            schema.remove("additionalProperties");
        }
        schema.path("properties").properties().forEach(field -> open(field.getValue(), at.child(field.getKey())));
        open(schema.path("additionalProperties"), at.child(KnownKeys.ANY));
        schema.path("anyOf").forEach(choice -> open(choice, at));
    }

    private void secrets(Type type, KeyPath at) {
        Type here = Shapes.unwrap(type);
        Class<?> raw = Shapes.raw(here);
        if (raw == Secret.class) {
            secrets.add(at.toString());
        } else if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                secrets(component.getGenericType(), at.child(Shapes.keyOf(component)));
            }
        } else if (Shapes.isMap(raw) || Shapes.isList(raw)) {
            secrets(Shapes.argument(here, Shapes.isMap(raw) ? 1 : 0), at.child(KnownKeys.ANY));
        }
    }
}
