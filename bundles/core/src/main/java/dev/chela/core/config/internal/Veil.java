package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.chela.api.config.Secret;
import dev.chela.core.json.Json;
import dev.chela.core.secret.Redactor;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The tree as others may see it: without the values of secrets, be they typed so, named so, or known to be secret. */
final class Veil {
    private final Collection<? extends Section<?>> sections;
    private final Redactor redactor;
    private boolean hidden;

    private Veil(Collection<? extends Section<?>> sections, Redactor redactor) {
        this.sections = sections;
        this.redactor = redactor;
    }

    /** @param text the file's own, empty when it holds a secret or could not be read */
    record Veiled(JsonNode tree, String text) {}

    /** @param tree the source's own, before or after substitution */
    static Veiled veil(Source source, ObjectNode tree, Collection<? extends Section<?>> sections, Redactor redactor) {
        Veil veil = new Veil(sections, redactor);
        JsonNode clean = veil.object(tree, KeyPath.ROOT, List.of());
        boolean readable = source.issues().isEmpty() && !veil.hidden && redactor.redact(source.text()).equals(source.text());
        return new Veiled(clean, readable ? source.text() : "");
    }

    private ObjectNode object(ObjectNode from, KeyPath at, List<Type> types) {
        ObjectNode to = Json.object();
        from.properties().forEach(field -> {
            KeyPath path = at.child(field.getKey());
            to.set(field.getKey(), node(field.getValue(), path, typesAt(path, types)));
        });
        return to;
    }

    private List<Type> typesAt(KeyPath path, List<Type> around) {
        List<Type> types = new ArrayList<>();
        sections.stream().filter(section -> section.path.equals(path)).forEach(section -> types.add(section.type));
        around.forEach(type -> Shapes.child(type, path.last()).ifPresent(types::add));
        return types;
    }

    private JsonNode node(JsonNode from, KeyPath path, List<Type> types) {
        if (types.stream().anyMatch(type -> Shapes.unwrap(type) == Secret.class)) {
            return covered();
        }
        if (from instanceof ObjectNode object) {
            return object(object, path, types);
        }
        if (from instanceof ArrayNode list) {
            ArrayNode to = Json.array();
            list.forEach(entry -> to.add(node(entry, path.child(to.size()), typesAt(path.child(to.size()), types))));
            return to;
        }
        if (!from.isTextual() && !from.isNumber()) {
            return from;
        }
        return SecretNames.within(path) ? covered() : shown(from);
    }

    private JsonNode shown(JsonNode value) {
        String clean = value.isTextual() ? redactor.redact(value.textValue()) : "";
        return !value.isTextual() || clean.equals(value.textValue()) ? value : covered();
    }

    private JsonNode covered() {
        hidden = true;
        return TextNode.valueOf(Redactor.PLACEHOLDER);
    }
}
