package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** What plugins say of the keys below their own, where no record does. */
final class Vocabularies {
    /** @param place may have {@link KnownKeys#ANY} in it */
    record Vocabulary(KeyPath place, KeyPath like, Set<String> keys) {}

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
        for (KeyPath place : new LinkedHashSet<>(all.stream().map(Vocabulary::place).toList())) {
            for (KeyPath here : places(source.tree(), place)) {
                judge(source, here, allowed(place), known, issues, warnings);
            }
        }
        return new Judge.Verdict(issues, warnings);
    }

    private Vocabulary allowed(KeyPath place) {
        Set<String> keys = new LinkedHashSet<>();
        List<Vocabulary> here = all.stream().filter(words -> words.place().equals(place)).toList();
        here.forEach(words -> keys.addAll(words.keys()));
        return new Vocabulary(place, here.get(0).like(), keys);
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
