package dev.chela.core.command.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message, taken apart. Pure.
 *
 * @param rest what is left for the assistant
 * @param found of one directive the last
 */
record DirectiveWords(String rest, Map<Directive, String> found) {
    private static final Pattern FORM = Pattern.compile("(?<!\\S)/([a-zA-Z]{1,12})(?::[ \\t]*|[ \\t]+)(\\S{1,200})(?!\\S)");
    private static final String FENCE = "```";

    /** @param fits whether a word says anything to a directive; else both are words like any others */
    static DirectiveWords of(String text, BiPredicate<Directive, String> fits) {
        int code = text.indexOf(FENCE);
        String words = code < 0 ? text : text.substring(0, code);
        Map<Directive, String> found = new EnumMap<>(Directive.class);
        StringBuilder rest = new StringBuilder();
        Matcher form = FORM.matcher(words);
        int from = 0;
        int at = 0;
        while (form.find(at)) {
            Optional<Directive> directive = Directive.of(form.group(1));
            boolean means = directive.filter(kind -> fits.test(kind, form.group(2))).isPresent();
            if (means) {
                found.put(directive.get(), form.group(2));
                join(rest, words.substring(from, form.start()));
                from = form.end();
            }
            at = means ? form.end() : form.end(1);
        }
        join(rest, words.substring(from));
        return new DirectiveWords((rest + (code < 0 ? "" : text.substring(code))).strip(), found);
    }

    /** Where something was taken out, one space is left of two. */
    private static void join(StringBuilder rest, String part) {
        boolean twice = !rest.isEmpty() && rest.charAt(rest.length() - 1) == ' ' && part.startsWith(" ");
        rest.append(twice ? part.substring(1) : part);
    }
}
