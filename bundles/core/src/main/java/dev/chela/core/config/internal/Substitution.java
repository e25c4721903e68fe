package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.chela.core.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts variables in the place of {@code ${NAME}}; {@code $${NAME}} stands for itself. */
final class Substitution {
    private static final Pattern VARIABLE = Pattern.compile("(\\$?)\\$\\{([A-Z_][A-Z0-9_]*)}");

    private final Function<String, Optional<String>> variables;
    private final Set<KeyPath> unresolved = new HashSet<>();
    private final Map<KeyPath, String> missing = new HashMap<>();

    Substitution(Function<String, Optional<String>> variables) {
        this.variables = variables;
    }

    ObjectNode object(ObjectNode from, KeyPath at) {
        ObjectNode to = Json.object();
        from.properties().forEach(field -> to.set(field.getKey(), node(field.getValue(), at.child(field.getKey()))));
        return to;
    }

    private JsonNode node(JsonNode from, KeyPath at) {
        if (from instanceof ObjectNode object) {
            return object(object, at);
        }
        if (from instanceof ArrayNode list) {
            ArrayNode to = Json.array();
            list.forEach(entry -> to.add(node(entry, at.child(to.size()))));
            return to;
        }
        return from.isTextual() && from.textValue().contains("${") ? TextNode.valueOf(text(from.textValue(), at)) : from;
    }

    private String text(String written, KeyPath at) {
        return VARIABLE.matcher(written).replaceAll(found -> Matcher.quoteReplacement(
                found.group(1).isEmpty() ? value(found.group(2), at) : found.group().substring(1)));
    }

    private String value(String name, KeyPath at) {
        return variables.apply(name).orElseGet(() -> {
            unresolved.add(at);
            missing.put(at, name);
            return "${" + name + "}";
        });
    }

    Set<KeyPath> unresolved() {
        return unresolved;
    }

    /** The name of a missing variable by the place that wants it. */
    Map<KeyPath, String> missing() {
        return missing;
    }
}
