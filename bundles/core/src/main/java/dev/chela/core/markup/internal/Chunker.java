package dev.chela.core.markup.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Capabilities.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into parts that a platform takes. It cuts between paragraphs where it can, else between lines, else between words; a
 * fenced block that is cut is closed in one part and opened again in the next. Pure.
 */
final class Chunker {
    private final int limit;
    private final Unit unit;

    private Chunker(int limit, Unit unit) {
        this.limit = limit;
        this.unit = unit;
    }

    /** @return no part is empty, none is longer than the limit; none at all for a blank text */
    static List<String> cut(String text, Capabilities can) {
        return new Chunker(Math.max(8, can.textLimit()), can.unit()).cut(text.strip());
    }

    private List<String> cut(String text) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        Fence open = Fence.NONE;
        while (!rest.isEmpty()) {
            if (size(open.reopening() + rest) <= limit) {
                parts.add(open.reopening() + rest);
                break;
            }
            int room = limit - size(open.reopening()) - size(Fence.widest(open, rest).closing());
            boolean fenced = room >= limit / 2;
            int at = breakAt(rest, prefix(rest, fenced ? room : limit), open);
            String piece = rest.substring(0, at);
            Fence after = fenced ? Fence.after(open, piece) : Fence.NONE;
            String part = (fenced ? open.reopening() : "") + piece.stripTrailing() + after.closing();
            if (!part.isBlank()) {
                parts.add(part);
            }
            rest = after.isOpen() ? rest.substring(at).replaceFirst("^\n", "") : rest.substring(at).stripLeading();
            boolean closedAnyway = after.isOpen() && rest.lines().findFirst().map(after::closes).orElse(true);
            rest = closedAnyway ? rest.substring(firstLineEnd(rest)).stripLeading() : rest;
            open = closedAnyway ? Fence.NONE : after;
        }
        return List.copyOf(parts);
    }

    private static int firstLineEnd(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text.length() : end;
    }

    /** Where to cut within the first {@code most} characters: not so early that the parts become crumbs. */
    private static int breakAt(String rest, int most, Fence open) {
        String window = rest.substring(0, Math.min(most + 1, rest.length()));
        int paragraph = window.lastIndexOf("\n\n");
        int line = window.lastIndexOf('\n');
        int word = window.lastIndexOf(' ');
        int crumb = most / 3;
        int at = paragraph > crumb ? paragraph : line > crumb ? line : word > crumb ? word : most;
        int opener = Fence.lastOpener(open, rest.substring(0, at));
        return opener > 0 && rest.substring(opener, at).strip().lines().count() <= 1 ? opener : at;
    }

    /** How many characters fit into so much room; at least one code point, so that there is progress. */
    private int prefix(String text, int room) {
        int used = 0;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            int more = switch (unit) {
                case UTF16 -> Character.charCount(point);
                case CODE_POINTS -> 1;
                case BYTES -> bytes(point);
            };
            if (used + more > room && at > 0) {
                break;
            }
            used += more;
            at += Character.charCount(point);
        }
        return at;
    }

    private int size(String text) {
        return switch (unit) {
            case UTF16 -> text.length();
            case CODE_POINTS -> text.codePointCount(0, text.length());
            case BYTES -> text.getBytes(StandardCharsets.UTF_8).length;
        };
    }

    private static int bytes(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
}
