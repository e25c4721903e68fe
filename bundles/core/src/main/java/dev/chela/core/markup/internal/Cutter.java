package dev.chela.core.markup.internal;

import dev.chela.core.markup.internal.Mark.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Cuts marked text into parts that a platform takes: between paragraphs where it can, else between lines, else between words, and never
 * within a character. A mark that is cut through ends in one part and begins again in the next; a block of code that fits into one part
 * is not cut. Pure.
 */
final class Cutter {
    private final int limit;
    private final ToIntFunction<List<Span>> size;

    /** @param size of a part as the platform counts it; it grows with the text */
    Cutter(int limit, ToIntFunction<List<Span>> size) {
        this.limit = Math.max(8, limit);
        this.size = size;
    }

    List<List<Span>> cut(List<Span> all) {
        List<List<Span>> parts = new ArrayList<>();
        List<Span> rest = from(all, 0);
        while (!rest.isEmpty() && size.applyAsInt(rest) > limit) {
            int at = breakAt(rest, most(rest));
            add(parts, Span.between(rest, 0, at));
            rest = from(rest, at);
        }
        add(parts, rest);
        return List.copyOf(parts);
    }

    private static void add(List<List<Span>> parts, List<Span> part) {
        String text = Span.text(part);
        if (!text.isBlank()) {
            parts.add(Span.between(part, 0, text.stripTrailing().length()));
        }
    }

    /** What follows a cut, without the white space at which it was cut; the indent of a line of code stays. */
    private static List<Span> from(List<Span> spans, int at) {
        List<Span> rest = Span.between(spans, at, Span.text(spans).length());
        String text = Span.text(rest);
        if (!rest.isEmpty() && rest.get(0).is(Kind.BLOCK)) {
            return text.startsWith("\n") ? Span.between(rest, 1, text.length()) : rest;
        }
        return Span.between(rest, text.length() - text.stripLeading().length(), text.length());
    }

    /** How many characters fit; at least one, so that there is progress. */
    private int most(List<Span> rest) {
        String text = Span.text(rest);
        int fits = 0;
        int tooMany = text.length();
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) / 2;
            if (size.applyAsInt(Span.between(rest, 0, middle)) <= limit) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        boolean halved = fits > 0 && Character.isHighSurrogate(text.charAt(fits - 1)) && Character.isLowSurrogate(text.charAt(fits));
        int whole = halved ? fits - 1 : fits;
        return whole > 0 ? whole : Character.charCount(text.codePointAt(0));
    }

    /** Not so early that the parts become crumbs. */
    private int breakAt(List<Span> rest, int most) {
        String text = Span.text(rest);
        String window = text.substring(0, Math.min(most + 1, text.length()));
        int crumb = most / 3;
        int paragraph = window.lastIndexOf("\n\n");
        int line = window.lastIndexOf('\n');
        int word = window.lastIndexOf(' ');
        int at = paragraph > crumb && !within(rest, paragraph) ? paragraph : line > crumb ? line : word > crumb ? word : most;
        return beforeBlock(rest, at, crumb);
    }

    private static boolean within(List<Span> rest, int place) {
        return Span.between(rest, place, place + 1).stream().anyMatch(span -> span.is(Kind.BLOCK));
    }

    /** A block goes into the next part whole where it fits, and does not leave its first line alone behind. */
    private int beforeBlock(List<Span> rest, int at, int crumb) {
        int start = 0;
        for (Span span : rest) {
            int end = start + span.text().length();
            if (span.is(Kind.BLOCK) && start > 0 && start < at && at < end) {
                boolean fits = size.applyAsInt(Span.between(rest, start, end)) <= limit;
                boolean alone = !span.text().substring(0, at - start).strip().contains("\n");
                return fits && start > crumb || alone ? start : at;
            }
            start = end;
        }
        return at;
    }
}
