package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** RFC 7396 with OpenClaw's care for lists: none loses an entry unless the patch's sender names it. */
final class MergePatch {
    private final Set<String> replaceable;
    private final List<Issue> issues = new ArrayList<>();

    private MergePatch(Set<String> replaceable) {
        this.replaceable = replaceable;
    }

    record Merged(ObjectNode tree, List<Issue> issues) {}

    static Merged merge(ObjectNode into, ObjectNode patch, Set<String> replaceable) {
        MergePatch merge = new MergePatch(replaceable);
        return new Merged(merge.object(into, patch, KeyPath.ROOT), List.copyOf(merge.issues));
    }

    private ObjectNode object(ObjectNode into, ObjectNode patch, KeyPath at) {
        ObjectNode merged = into.deepCopy();
        patch.properties().forEach(field -> {
            String key = field.getKey();
            if (field.getValue().isNull()) {
                merged.remove(key);
            } else {
                merged.set(key, value(into.path(key), field.getValue(), at.child(key)));
            }
        });
        return merged;
    }

    private JsonNode value(JsonNode before, JsonNode patch, KeyPath at) {
        if (patch instanceof ObjectNode object) {
            return object(before instanceof ObjectNode old ? old : Json.object(), object, at);
        }
        return patch instanceof ArrayNode list && before instanceof ArrayNode old ? list(old, list, at) : patch;
    }

    private JsonNode list(ArrayNode before, ArrayNode patch, KeyPath at) {
        if (replaceable.contains(at.toString())) {
            return patch;
        }
        if (!before.isEmpty() && identified(before) && identified(patch)) {
            return byId(before, patch, at);
        }
        List<JsonNode> now = entries(patch);
        if (!now.containsAll(entries(before))) {
            issues.add(new Issue(at.toString(), "would lose entries of its list; send it whole, or name it in replacePaths", 0));
        }
        return patch;
    }

    private JsonNode byId(ArrayNode before, ArrayNode patch, KeyPath at) {
        Map<String, JsonNode> merged = new LinkedHashMap<>();
        before.forEach(entry -> merged.put(entry.get("id").asText(), entry));
        patch.forEach(entry -> merged.merge(entry.get("id").asText(), entry, (old, now) -> value(old, now, at.child(now.get("id").asText()))));
        return Json.array().addAll(merged.values());
    }

    private static boolean identified(ArrayNode list) {
        return entries(list).stream().allMatch(entry -> entry.path("id").isTextual());
    }

    private static List<JsonNode> entries(ArrayNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
