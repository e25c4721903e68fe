package dev.chela.api.channel;

import java.time.Duration;
import java.util.Set;

/**
 * What an account can do.
 *
 * @param textLimit the longest text of one message, in {@code unit}
 * @param dialect the markup that the platform shows: {@code plain}, {@code markdown}, {@code telegram-html}, … What the host does not
 *     write comes as plain text: {@link Rendered#dialect()} says which
 * @param repeatSafe for how long delivering again under the same key cannot double the message; zero when it always could
 * @param kinds which variants of {@link Outbound} it can deliver, by simple name
 */
public record Capabilities(int textLimit, Unit unit, String dialect, Duration repeatSafe, Set<String> kinds, boolean typing) {
    public enum Unit { UTF16, CODE_POINTS, BYTES }
}
