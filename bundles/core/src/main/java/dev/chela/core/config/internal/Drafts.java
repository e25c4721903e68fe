package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Texts for the file, made of what it says and what a client wants. Nothing is written here, and nothing is judged but the wish itself. */
final class Drafts {
    private Drafts() {}

    /**
     * @param whole what text and includes together must say, before variables; empty when the text alone decides
     * @param issues when there are any, the text means nothing
     */
    record Draft(String text, Optional<ObjectNode> whole, List<Issue> issues) {}

    /** The file says what {@code raw} says. */
    static Draft set(String raw, String name, Source now) {
        Document asked = Json5.parse("the new configuration", raw);
        if (!asked.issues().isEmpty()) {
            return refused(asked.issues());
        }
        Restoration.Restored restored = Restoration.of(asked.tree(), now);
        if (!restored.issues().isEmpty()) {
            return refused(restored.issues());
        }
        return asWritten(raw, asked.tree(), now)
                ? new Draft(Retouch.of(raw, asked.tree(), restored.tree()), Optional.empty(), List.of())
                : unfolded(OlderAgents.of(restored.tree()), name, now);
    }

    /** Whether the text is to stand as it came, rather than its values in the layout that is there. */
    private static boolean asWritten(String raw, ObjectNode asked, Source now) {
        if (mentionsIncludes(asked)) {
            return true;
        }
        return !now.usesIncludes() && (Layout.hasComments(raw) || now.text().isBlank() || !now.issues().isEmpty());
    }

    /** The file says what it said, with the patch merged into it. */
    static Draft patch(String raw, String name, Source now, Set<String> replaceable) {
        if (!now.issues().isEmpty()) {
            return refused(now.issues());
        }
        Document asked = Json5.parse("the patch", raw);
        if (!asked.issues().isEmpty()) {
            return refused(asked.issues());
        }
        MergePatch.Merged merged = MergePatch.merge(now.written(), OlderAgents.of(asked.tree()), replaceable);
        if (!merged.issues().isEmpty()) {
            return refused(merged.issues());
        }
        Restoration.Restored restored = Restoration.of(merged.tree(), now);
        return restored.issues().isEmpty() ? unfolded(restored.tree(), name, now) : refused(restored.issues());
    }

    private static Draft unfolded(ObjectNode wanted, String name, Source now) {
        ObjectNode main = Json5.parse(name, now.text()).tree();
        Unfolding.Unfolded unfolded = Unfolding.unfold(wanted, OlderAgents.of(main), now);
        return unfolded.issues().isEmpty()
                ? new Draft(Retouch.of(now.text(), main, unfolded.main()), Optional.of(wanted), List.of())
                : refused(unfolded.issues());
    }

    private static Draft refused(List<Issue> issues) {
        return new Draft("", Optional.empty(), issues);
    }

    private static boolean mentionsIncludes(JsonNode node) {
        if (node.has(Includes.KEY)) {
            return true;
        }
        for (JsonNode child : node) {
            if (mentionsIncludes(child)) {
                return true;
            }
        }
        return false;
    }
}
