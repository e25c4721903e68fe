package dev.chela.core.turn.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notices a model that makes the same call and gets the same result over and over: first says so, then blocks, then ends the run. */
final class LoopGuard {
    static final String BLOCKED = "This call was not made: it was repeated with the same arguments and the same result too often. "
            + "Do something else, or answer with what you know.";
    private static final int WARN = 5;
    private static final int BLOCK = 10;
    private static final int END = 12;

    private final Map<List<Object>, Integer> seen = new HashMap<>();
    private final Map<List<Object>, Integer> most = new HashMap<>();

    /** @throws Permanent when even blocking did not stop it */
    synchronized boolean blocks(String tool, String arguments) {
        int count = most.getOrDefault(List.of(tool, arguments), 0);
        if (count >= END) {
            throw new Permanent("The model repeated the same call of '" + tool + "' " + count
                    + " times with the same result; the run was ended.");
        }
        return count >= BLOCK;
    }

    synchronized ToolResult watched(String tool, String arguments, ToolResult result) {
        List<Object> call = List.of(tool, arguments);
        if (most.getOrDefault(call, 0) >= BLOCK) {
            most.merge(call, 1, Integer::sum);
            return result;
        }
        int count = seen.merge(List.of(tool, arguments, result.content().hashCode()), 1, Integer::sum);
        most.merge(call, count, Math::max);
        return count < WARN ? result : noted(result, count);
    }

    private static ToolResult noted(ToolResult result, int count) {
        List<Content> content = new ArrayList<>(result.content());
        content.add(new Content.Text("[note: this is the same result as the last " + (count - 1)
                + " times this call was made with these arguments]"));
        return new ToolResult(List.copyOf(content), result.outcome(), result.details());
    }
}
