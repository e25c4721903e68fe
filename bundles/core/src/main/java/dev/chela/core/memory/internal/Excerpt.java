package dev.chela.core.memory.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Memory.Passage;
import java.util.List;

/** Some lines of a file, within what a model is given at once. */
final class Excerpt {
    static final int USUAL_LINES = 120;
    private static final int MOST_CHARS = 12_000;

    private Excerpt() {}

    /** @param lines 0 for the usual number @throws Permanent when the file ends before {@code from} */
    static Passage of(String name, String text, int from, int lines) {
        String[] all = text.split("\\R", -1);
        int total = text.isEmpty() ? 0 : all[all.length - 1].isEmpty() ? all.length - 1 : all.length;
        int first = Math.max(1, from);
        if (first > Math.max(1, total)) {
            throw new Permanent("\"" + name + "\" has " + total + " lines; there is no line " + first);
        }
        int end = Math.min(total, first - 1 + (lines > 0 ? lines : USUAL_LINES));
        StringBuilder shown = new StringBuilder();
        int last = first - 1;
        while (last < end && (shown.isEmpty() || shown.length() + all[last].length() < MOST_CHARS)) {
            shown.append(all[last], 0, Math.min(all[last].length(), MOST_CHARS)).append('\n');
            last++;
        }
        return new Passage(name, first, last, total, shown.toString());
    }

    /** Passages of a conversation, the first of which holds the entry {@code from}. @param lines entries, 0 for the usual number */
    static Passage of(String name, List<Chunk> passages, int from, int lines, int total) {
        int first = passages.isEmpty() ? 1 : passages.get(0).first();
        int end = first - 1 + (lines > 0 ? lines : USUAL_LINES);
        if (passages.isEmpty() && from > 1) {
            throw new Permanent("\"" + name + "\" has " + total + " entries; there is no entry " + from);
        }
        StringBuilder shown = new StringBuilder();
        int last = first - 1;
        for (Chunk passage : passages) {
            if (!shown.isEmpty() && (passage.first() > end || shown.length() + passage.text().length() > MOST_CHARS)) {
                break;
            }
            shown.append(passage.text()).append('\n');
            last = passage.last();
        }
        return new Passage(name, first, last, total, shown.toString());
    }
}
