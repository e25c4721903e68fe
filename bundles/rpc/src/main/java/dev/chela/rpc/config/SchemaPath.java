package dev.chela.rpc.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place in a schema: keys of the configuration, {@code *} or {@code []} for any key or index. Dots or slashes stand between. */
record SchemaPath(List<String> parts) {
    private static final String ANY = "*";

    static SchemaPath of(String text) {
        return new SchemaPath(Arrays.stream(text.replace("[]", ".*").replaceAll("\\[([^\\[\\]]*)]", ".$1").split("[./]"))
                .filter(part -> !part.isEmpty()).toList());
    }

    SchemaPath child(String key) {
        List<String> longer = new ArrayList<>(parts);
        longer.add(key);
        return new SchemaPath(List.copyOf(longer));
    }

    Optional<JsonNode> in(JsonNode schema) {
        JsonNode node = schema;
        for (String part : parts) {
            Map<String, JsonNode> children = children(node);
            JsonNode next = children.containsKey(part) ? children.get(part) : children.get(ANY);
            if (next == null) {
                return Optional.empty();
            }
            node = next;
        }
        return Optional.of(node);
    }

    /** What may stand below, by key; {@code *} for any other key, and for any index. */
    static Map<String, JsonNode> children(JsonNode node) {
        Map<String, JsonNode> children = new LinkedHashMap<>();
        node.path("properties").properties().forEach(field -> children.put(field.getKey(), field.getValue()));
        for (String any : new String[] {"additionalProperties", "items"}) {
            if (node.path(any).isObject()) {
                children.put(ANY, node.get(any));
            }
        }
        node.path("anyOf").forEach(choice -> children(choice).forEach(children::putIfAbsent));
        return children;
    }

    /** The node alone: its children are told one by one. */
    static JsonNode shallow(JsonNode node) {
        ObjectNode shallow = Json.object();
        node.properties().stream().filter(field -> !field.getKey().equals("properties") && !field.getKey().equals("$schema"))
                .forEach(field -> shallow.set(field.getKey(), field.getValue()));
        return shallow;
    }

    /** The one of these paths that speaks of this place. */
    Optional<String> fitting(Collection<String> paths) {
        return paths.stream().filter(path -> {
            List<String> other = of(path).parts();
            return other.size() == parts.size() && covers(other);
        }).findFirst();
    }

    boolean isWithin(Collection<String> paths) {
        return paths.stream().map(path -> of(path).parts()).anyMatch(other -> !other.isEmpty() && other.size() <= parts.size() && covers(other));
    }

    private boolean covers(List<String> other) {
        for (int i = 0; i < other.size(); i++) {
            if (!other.get(i).equals(ANY) && !other.get(i).equals(parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return parts.isEmpty() ? "." : String.join(".", parts);
    }
}
