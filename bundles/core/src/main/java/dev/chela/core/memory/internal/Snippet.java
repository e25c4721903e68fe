package dev.chela.core.memory.internal;

import dev.chela.core.text.Excerpt;
import java.util.Set;

/** The part of a passage that a hit shows. */
final class Snippet {
    static final int LONGEST = 700;

    private Snippet() {}

    /** Whole lines from shortly before the one with the most of the words, as far as they fit. */
    static String of(String text, Set<String> words) {
        if (text.length() <= LONGEST) {
            return text;
        }
        String[] lines = text.split("\n", -1);
        int best = best(lines, words);
        StringBuilder shown = new StringBuilder();
        for (int i = Math.max(0, best - 1); i < lines.length && shown.length() < LONGEST; i++) {
            shown.append(lines[i]).append('\n');
        }
        return (best > 1 ? "…\n" : "") + Excerpt.of(shown.toString().strip(), LONGEST);
    }

    private static int best(String[] lines, Set<String> words) {
        int best = 0;
        int most = -1;
        for (int i = 0; i < lines.length; i++) {
            Set<String> said = Words.asked(lines[i]);
            int found = (int) words.stream().filter(said::contains).count();
            if (found > most) {
                most = found;
                best = i;
            }
        }
        return best;
    }
}
