package dev.chela.core.turn.internal.tools;

import dev.chela.api.tool.Content;
import dev.chela.api.tool.ToolResult;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What a tool said, without what is another each time though nothing has changed: moments, durations, process ids, ids and nonces. Pure. */
final class Volatile {
    private static final Pattern CHANGING = Pattern.compile(
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
                    + "|\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:\\d{2}([.,]\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?"
                    + "|\\b\\d{1,2}:\\d{2}:\\d{2}([.,]\\d+)?\\b"
                    + "|\\b1\\d{9}(\\d{3})?\\b"
                    + "|(?i:\\bpid\\b\\W{0,3})\\d+"
                    + "|\\b\\d+([.,]\\d+)? ?(ms|s|sec|seconds|m|min|minutes|h)\\b"
                    + "|\\b(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{16,}\\b");

    private Volatile() {}

    static long hash(ToolResult result) {
        long hash = 1;
        for (Content part : result.content()) {
            hash = 31 * hash + (part instanceof Content.Image image ? Arrays.hashCode(image.bytes())
                    : part instanceof Content.Text said ? hash(said.text()) : part.hashCode());
        }
        return hash;
    }

    static long hash(String text) {
        String still = CHANGING.matcher(text).replaceAll("#");
        return 31L * still.length() + ((long) still.hashCode() << 20);
    }
}
