package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What plugins say of the keys below their own, where no record does. */
final class Vocabularies {
    /** @param place may have {@link KnownKeys#ANY} in it */
    record Vocabulary(KeyPath place, KeyPath like, Set<String> keys) {
        Vocabulary and(Vocabulary other) {
            Set<String> both = new LinkedHashSet<>(keys);
            both.addAll(other.keys);
            return new Vocabulary(place, like, both);
        }
    }

    private final List<Vocabulary> all = new CopyOnWriteArrayList<>();

    void add(Vocabulary words) {
        all.add(words);
    }

    void remove(Vocabulary words) {
        all.remove(words);
    }

    Judge.Verdict judge(Source source, KnownKeys known) {
        List<Issue> issues = new ArrayList<>();
        List<Issue> warnings = new ArrayList<>();
        for (Vocabulary words : together()) {
            for (KeyPath here : places(source.tree(), words.place())) {
                judge(source, here, words, known, issues, warnings);
            }
        }
        return new Judge.Verdict(issues, warnings);
    }

    /** One for each place: while a plugin is replaced, both of its generations may speak of it. */
    private Collection<Vocabulary> together() {
        Map<KeyPath, Vocabulary> found = new LinkedHashMap<>();
        all.forEach(words -> found.merge(words.place(), words, Vocabulary::and));
        return found.values();
    }

    private static void judge(Source source, KeyPath here, Vocabulary words, KnownKeys known, List<Issue> issues, List<Issue> warnings) {
        source.at(here).fieldNames().forEachRemaining(key -> {
            KeyPath path = here.child(key);
            if (!words.keys().contains(key)) {
                known.meaning(words.like().child(key)).ifPresentOrElse(
                        meaning -> warnings.add(source.issue(path, "is OpenClaw's and not built here; it would " + meaning)),
                        () -> issues.add(source.issue(path, "is not a key that may stand here" + Words.hint(key, words.keys()))));
            }
        });
    }

    private static List<KeyPath> places(ObjectNode tree, KeyPath pattern) {
        List<KeyPath> found = new ArrayList<>();
        walk(tree, KeyPath.ROOT, pattern.parts(), found);
        return found;
    }

    private static void walk(JsonNode node, KeyPath at, List<String> left, List<KeyPath> found) {
        if (!node.isObject()) {
            return;
        }
        if (left.isEmpty()) {
            found.add(at);
            return;
        }
        List<String> rest = left.subList(1, left.size());
        node.properties().stream().filter(field -> left.get(0).equals(KnownKeys.ANY) || left.get(0).equals(field.getKey()))
                .forEach(field -> walk(field.getValue(), at.child(field.getKey()), rest, found));
    }
}
