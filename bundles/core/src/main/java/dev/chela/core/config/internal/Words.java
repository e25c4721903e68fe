package dev.chela.core.config.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What issues say about words that are not the expected ones. */
final class Words {
    private static final int LISTED = 12;

    private Words() {}

    /** {@code ; did you mean "port"?}, else the words there are. */
    static String hint(String wrong, Collection<String> right) {
        return nearest(wrong, right)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElseGet(() -> right.isEmpty() ? "" : "; here stand: " + list(right));
    }

    static String list(Collection<String> words) {
        String listed = words.stream().sorted().limit(LISTED).collect(Collectors.joining(", "));
        return words.size() > LISTED ? listed + ", …" : listed;
    }

    /** The word within a third of its letters, two at least, by insertions, deletions, changes and swaps of neighbours. */
    static Optional<String> nearest(String wrong, Collection<String> right) {
        String word = fold(wrong);
        return right.stream()
                .filter(candidate -> distance(word, fold(candidate)) <= Math.max(2, candidate.length() / 3)
                        && distance(word, fold(candidate)) < candidate.length())
                .min(Comparator.<String>comparingInt(candidate -> distance(word, fold(candidate))).thenComparing(w -> w));
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Optimal string alignment. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int changed = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(changed, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
