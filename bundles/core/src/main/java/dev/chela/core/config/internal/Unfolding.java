package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes a whole configuration apart again into what the main file says and what its includes say. What an include says must be as it was:
 * only the main file is written.
 */
final class Unfolding {
    private final Source source;
    private final List<Issue> issues = new ArrayList<>();

    private Unfolding(Source source) {
        this.source = source;
    }

    /** @param main the main file's new tree */
    record Unfolded(ObjectNode main, List<Issue> issues) {}

    /** @param wanted the whole, @param main the main file's tree as it is, @param source the whole as it is */
    static Unfolded unfold(ObjectNode wanted, ObjectNode main, Source source) {
        Unfolding unfolding = new Unfolding(source);
        ObjectNode tree = unfolding.object(wanted, main, source.written(), KeyPath.ROOT);
        return new Unfolded(tree, List.copyOf(unfolding.issues));
    }

    private ObjectNode object(ObjectNode wanted, ObjectNode main, JsonNode whole, KeyPath at) {
        ObjectNode to = Json.object();
        if (main.has(Includes.KEY)) {
            to.set(Includes.KEY, main.get(Includes.KEY));
        }
        Set<String> keys = new LinkedHashSet<>();
        whole.fieldNames().forEachRemaining(keys::add);
        wanted.fieldNames().forEachRemaining(keys::add);
        keys.forEach(key -> key(to, key, wanted.path(key), main.path(key), whole.path(key), at.child(key)));
        return to;
    }

    private void key(ObjectNode to, String key, JsonNode wanted, JsonNode main, JsonNode whole, KeyPath at) {
        if (wanted.equals(whole)) {
            put(to, key, main);
        } else if (wanted instanceof ObjectNode object && main instanceof ObjectNode own && whole.isObject()) {
            to.set(key, object(object, own, whole, at));
        } else if (!whole.isMissingNode() && !source.place(at).file().isEmpty()) {
            issues.add(new Issue(at.toString(), "stands in " + source.place(at).file() + ", which the configuration includes; change it there",
                    source.place(at).line()));
        } else {
            put(to, key, wanted);
        }
    }

    private static void put(ObjectNode to, String key, JsonNode value) {
        if (value != MissingNode.getInstance()) {
            to.set(key, value);
        }
    }
}
