package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.json.Json;
import dev.chela.core.secret.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Puts back into a client's tree what the client was not shown: secrets behind their placeholder, and the variables behind values. */
final class Restoration {
    private final List<Issue> issues = new ArrayList<>();

    record Restored(ObjectNode tree, List<Issue> issues) {}

    static Restored of(ObjectNode from, Source known) {
        Restoration restoration = new Restoration();
        JsonNode tree = restoration.node(from, known.written(), known.tree(), KeyPath.ROOT);
        return new Restored((ObjectNode) tree, List.copyOf(restoration.issues));
    }

    /** @param written what the file says at the place, @param meant the same after substitution */
    private JsonNode node(JsonNode from, JsonNode written, JsonNode meant, KeyPath at) {
        if (from instanceof ObjectNode object) {
            ObjectNode to = Json.object();
            object.properties().forEach(field -> to.set(field.getKey(), node(field.getValue(), written.path(field.getKey()),
                    meant.path(field.getKey()), at.child(field.getKey()))));
            return to;
        }
        if (from instanceof ArrayNode list) {
            return list(list, written, meant, at);
        }
        if (from.asText().equals(Redactor.PLACEHOLDER)) {
            return hidden(from, written, at);
        }
        return written.isTextual() && from.equals(meant) ? written : from;
    }

    private JsonNode hidden(JsonNode placeholder, JsonNode written, KeyPath at) {
        if (written.isMissingNode()) {
            issues.add(new Issue(at.toString(), "is " + Redactor.PLACEHOLDER
                    + ", which stands for a hidden value, and the file has none there; write the value itself", 0));
            return placeholder;
        }
        return written;
    }

    /** Entries are known again by their {@code id}; without one by their place, as long as their number is the same. */
    private ArrayNode list(ArrayNode from, JsonNode written, JsonNode meant, KeyPath at) {
        ArrayNode to = Json.array();
        boolean same = from.size() == written.size();
        for (JsonNode entry : from) {
            int before = entry.has("id") ? byId(meant, entry.get("id")) : same ? to.size() : -1;
            JsonNode old = before < 0 ? MissingNode.getInstance() : written.path(before);
            to.add(node(entry, old, before < 0 ? old : meant.path(before), at.child(to.size())));
        }
        return to;
    }

    private static int byId(JsonNode list, JsonNode id) {
        List<JsonNode> entries = StreamSupport.stream(list.spliterator(), false).toList();
        for (int i = 0; i < entries.size(); i++) {
            if (id.equals(entries.get(i).get("id"))) {
                return i;
            }
        }
        return -1;
    }
}
