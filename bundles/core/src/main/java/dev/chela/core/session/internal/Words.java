package dev.chela.core.session.internal;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is looked for: words that must all occur, and count for more where they stand together. Pure. */
record Words(List<Pattern> each, Pattern together) {
    private static final int BEFORE = 60;
    private static final int SNIPPET = 200;
    private static final double TOGETHER = 10;

    static Words of(String query) {
        List<Pattern> each = Arrays.stream(query.strip().split("\\s+")).distinct().map(Words::literal).toList();
        return new Words(each, literal(query.strip()));
    }

    private static Pattern literal(String text) {
        return Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Empty unless every word occurs. */
    OptionalDouble score(String text) {
        double sum = 0;
        for (Pattern word : each) {
            long count = word.matcher(text).results().count();
            if (count == 0) {
                return OptionalDouble.empty();
            }
            sum += 1 + Math.log(count);
        }
        return OptionalDouble.of(together.matcher(text).find() ? sum + TOGETHER : sum);
    }

    /** One line around the first place that was found. */
    String snippet(String text) {
        Matcher whole = together.matcher(text);
        Matcher first = each.get(0).matcher(text);
        int at = whole.find() ? whole.start() : first.find() ? first.start() : 0;
        int from = whole(text, Math.max(0, at - BEFORE));
        int to = whole(text, Math.min(text.length(), from + SNIPPET));
        String cut = text.substring(from, to).strip().replaceAll("\\s+", " ");
        return (from > 0 ? "…" : "") + cut + (to < text.length() ? "…" : "");
    }

    /** No cut within a character that takes two places. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }
}
