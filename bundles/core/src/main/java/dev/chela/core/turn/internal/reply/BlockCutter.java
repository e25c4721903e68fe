package dev.chela.core.turn.internal.reply;

import java.util.Optional;

/**
 * Cuts an answer into blocks while it is being written: between paragraphs where it can, else between lines, sentences or words, and
 * never within fenced code. Keeps what is not cut off yet; used by one thread.
 */
final class BlockCutter {
    private static final String[] BREAKS = {"\n\n", "\n", ". ", "! ", "? ", " "};
    private static final String FENCE = "```";

    private final int min;
    private final int max;
    private final StringBuilder kept = new StringBuilder();

    /** @param min how long a block is at least, in characters @param max at most, unless code makes it longer */
    BlockCutter(int min, int max) {
        this.min = min;
        this.max = Math.max(min, max);
    }

    void add(String delta) {
        kept.append(delta);
    }

    /** The next block with everything behind it up to the rest, taken out; empty while none is long enough. */
    Optional<String> next() {
        int at = kept.length() < min ? -1 : cut(kept.toString());
        if (at <= 0) {
            return Optional.empty();
        }
        String block = kept.substring(0, at);
        kept.delete(0, at);
        return Optional.of(block);
    }

    private int cut(String text) {
        int paragraph = before(text, BREAKS[0]);
        if (paragraph > 0 || text.length() < max) {
            return paragraph;
        }
        for (String end : BREAKS) {
            int at = before(text, end);
            if (at > 0) {
                return at;
            }
        }
        return isCode(text, max) ? behindCode(text) : max;
    }

    /** Behind the line that closes the code which the largest size falls into; -1 while it is open. */
    private int behindCode(String text) {
        int close = text.indexOf(FENCE, max - FENCE.length() + 1);
        int end = close < 0 ? -1 : text.indexOf('\n', close);
        return end < 0 || isCode(text, end) ? -1 : end + 1;
    }

    /** Behind the last such break between the smallest and the largest size. */
    private int before(String text, String end) {
        int from = Math.min(text.length(), max) - end.length();
        for (int at = text.lastIndexOf(end, from); at + end.length() >= min && at >= 0; at = text.lastIndexOf(end, at - 1)) {
            if (!isCode(text, at + end.length())) {
                return at + end.length();
            }
        }
        return -1;
    }

    private static boolean isCode(String text, int at) {
        boolean open = false;
        for (int i = text.indexOf(FENCE); i >= 0 && i < at; i = text.indexOf(FENCE, i + FENCE.length())) {
            open = !open;
        }
        return open;
    }
}
