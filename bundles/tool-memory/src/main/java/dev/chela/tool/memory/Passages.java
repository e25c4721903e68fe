package dev.chela.tool.memory;

import dev.chela.api.grant.Memory.Corpus;
import dev.chela.api.grant.Memory.Found;
import dev.chela.api.grant.Memory.Hit;
import dev.chela.api.tool.ToolResult;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was found, as a model is told it. */
final class Passages {
    static final int MOST = 50;

    private Passages() {}

    /** @param where for when there is nothing */
    static ToolResult told(Found found, String where) {
        if (found.hits().isEmpty()) {
            return ToolResult.text("Nothing in " + where + " fits (" + found.note() + "). Try other words.");
        }
        return ToolResult.text(found.hits().stream().map(Passages::told).collect(Collectors.joining("\n\n")) + "\n\n(" + found.note() + ")");
    }

    private static String told(Hit hit) {
        String kind = hit.source() == Corpus.SESSIONS ? "conversation " : "";
        return "## " + kind + hit.path() + "#L" + hit.from() + "-L" + hit.to()
                + " (score " + String.format(Locale.ROOT, "%.2f", hit.score()) + ")\n" + hit.snippet();
    }
}
