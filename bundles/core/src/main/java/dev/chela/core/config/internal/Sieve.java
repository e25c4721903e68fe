package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.ForeignConfig.Sifted;
import dev.chela.core.json.Json;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Takes out of a configuration what would be refused here, and what nobody here reads, until the rest is accepted. */
final class Sieve {
    private static final int MOST_ROUNDS = 100;

    private final Function<String, Source> reader;
    private final Verdicts verdicts;
    private final List<Issue> left = new ArrayList<>();

    Sieve(Function<String, Source> reader, Verdicts verdicts) {
        this.reader = reader;
        this.verdicts = verdicts;
    }

    Sifted sift(ObjectNode foreign) {
        ObjectNode tree = foreign.deepCopy();
        List<Issue> problems = problems(tree);
        for (int round = 0; !problems.isEmpty() && round < MOST_ROUNDS; round++) {
            takeOut(tree, problems);
            problems = problems(tree);
        }
        if (!problems.isEmpty()) {
            left.addAll(problems);
            tree.removeAll();
        }
        unbuilt(tree).forEach(issue -> take(tree, issue));
        withoutHoles(tree);
        withoutNulls(tree);
        return new Sifted(tree, left);
    }

    private List<Issue> problems(ObjectNode tree) {
        return verdicts.problems(reader.apply(Json.write(tree)));
    }

    /** OpenClaw's keys that nobody here reads. What waits for its bundle stays. */
    private List<Issue> unbuilt(ObjectNode tree) {
        Source source = reader.apply(Json.write(tree));
        return verdicts.warnings(source).stream().filter(issue -> !source.warnings().contains(issue) && !isDormant(issue)).toList();
    }

    private boolean isDormant(Issue issue) {
        KeyPath path = KeyPath.read(issue.path());
        return verdicts.known().meaning(path).isEmpty() && Judge.PLUGINS.stream().anyMatch(path::startsWith);
    }

    private void takeOut(ObjectNode tree, List<Issue> problems) {
        boolean any = false;
        for (Issue issue : problems) {
            any |= take(tree, issue);
        }
        if (!any) {
            takeWhole(tree);
        }
        withoutHoles(tree);
    }

    /** What is wrong with the file as a whole: each key that is wrong alone goes, or else the first. */
    private void takeWhole(ObjectNode tree) {
        List<String> keys = new ArrayList<>();
        tree.fieldNames().forEachRemaining(keys::add);
        List<String> wrong = keys.stream().filter(key -> !problems(Json.object().set(key, tree.get(key))).isEmpty()).toList();
        for (String key : wrong.isEmpty() ? keys.subList(0, 1) : wrong) {
            List<Issue> why = problems(Json.object().set(key, tree.get(key)));
            tree.remove(key);
            left.add(new Issue(key, why.isEmpty() ? "does not go with the rest" : why.get(0).message(), 0));
        }
    }

    private boolean take(ObjectNode tree, Issue issue) {
        KeyPath path = whole(KeyPath.read(issue.path()));
        if (path.isRoot() || !remove(tree, path)) {
            return false;
        }
        left.add(new Issue(path.toString(), issue.message(), 0));
        return true;
    }

    /** A binding without one of its conditions would catch more than it was meant to: it goes as a whole. */
    private static KeyPath whole(KeyPath path) {
        int at = path.parts().indexOf("bindings");
        return at < 0 || path.parts().size() <= at + 2 ? path : new KeyPath(path.parts().subList(0, at + 2));
    }

    private static boolean remove(JsonNode root, KeyPath path) {
        JsonNode around = root;
        for (String part : path.parent().parts()) {
            around = around instanceof ArrayNode list ? list.path(index(part)) : around.path(part);
        }
        if (around instanceof ArrayNode list && list.has(index(path.last())) && !list.get(index(path.last())).isNull()) {
            list.setNull(index(path.last())); // The places of the others are named by issues that still wait.
            return true;
        }
        return around instanceof ObjectNode object && object.remove(path.last()) != null;
    }

    private static int index(String part) {
        return part.matches("\\d{1,6}") ? Integer.parseInt(part) : -1;
    }

    private static void withoutHoles(JsonNode node) {
        node.forEach(Sieve::withoutHoles);
        if (node instanceof ArrayNode list) {
            for (Iterator<JsonNode> each = list.elements(); each.hasNext();) {
                if (each.next().isNull()) {
                    each.remove();
                }
            }
        }
    }

    /** Where a change is merged in, null would delete. */
    private static void withoutNulls(JsonNode node) {
        node.forEach(Sieve::withoutNulls);
        if (node instanceof ObjectNode object) {
            object.removeIf(JsonNode::isNull);
        }
    }
}
