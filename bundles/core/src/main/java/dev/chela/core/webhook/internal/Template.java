package dev.chela.core.webhook.internal;

import dev.chela.api.fault.Permanent;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text with places such as {@code {{payload.user.name}}}. It is gone through once: what a place is filled with is never looked at
 * for further places. Pure.
 */
public record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([^{}]*)}}");

    /** @throws Permanent when a place cannot be understood */
    public static void check(String text) {
        for (MatchResult place : PLACE.matcher(text).results().toList()) {
            if (!Facts.understands(place.group(1).strip())) {
                throw new Permanent("the template's place {{" + place.group(1) + "}} is none: write names and numbers, as in {{payload.items[0].title}},"
                        + " {{headers.x-github-event}}, {{query.who}}, {{path}} or {{now}}");
            }
        }
    }

    String fill(UnaryOperator<String> values) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(values.apply(place.group(1).strip())));
    }

    /**
     * The lines before the first place, those from the first to the last, and those after it: only the middle holds what somebody else
     * wrote.
     */
    Parts parts() {
        List<String> lines = text.lines().toList();
        int[] holding = IntStream.range(0, lines.size()).filter(line -> PLACE.matcher(lines.get(line)).find()).toArray();
        int from = holding.length == 0 ? lines.size() : holding[0];
        int to = holding.length == 0 ? lines.size() : holding[holding.length - 1] + 1;
        return new Parts(joined(lines.subList(0, from)), new Template(String.join("\n", lines.subList(from, to))),
                joined(lines.subList(to, lines.size())));
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines).strip();
    }

    record Parts(String before, Template filled, String after) {}
}
