package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The places at which two trees differ; an added or removed object counts as one, a list as one. */
final class Differences {
    private Differences() {}

    static List<String> between(ObjectNode before, ObjectNode after) {
        List<String> paths = new ArrayList<>();
        collect(before, after, KeyPath.ROOT, paths);
        return paths;
    }

    private static void collect(JsonNode before, JsonNode after, KeyPath at, List<String> into) {
        if (before instanceof ObjectNode a && after instanceof ObjectNode b) {
            Set<String> keys = new LinkedHashSet<>();
            a.fieldNames().forEachRemaining(keys::add);
            b.fieldNames().forEachRemaining(keys::add);
            keys.forEach(key -> collect(orMissing(a.get(key)), orMissing(b.get(key)), at.child(key), into));
        } else if (!before.equals(after)) {
            into.add(at.toString());
        }
    }

    private static JsonNode orMissing(@org.jspecify.annotations.Nullable JsonNode node) {
        return node == null ? MissingNode.getInstance() : node;
    }
}
