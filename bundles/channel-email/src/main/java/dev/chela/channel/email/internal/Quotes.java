package dev.chela.channel.email.internal;

import java.util.List;
import java.util.regex.Pattern;

/** What somebody wrote, and what stands below it of the letter that is answered. Pure. */
final class Quotes {
    /** How mail programs begin the letter that they quote in full, by what their users speak. */
    private static final Pattern BELOW = Pattern.compile("-{2,}\\s*(Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Messaggio originale|Oorspronkelijk bericht)\\s*-{2,}"
            + "|_{20,}", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_INTRODUCTION = 4;

    /** @param text what was written @param quoted what it answers, without its marks; empty for nothing */
    record Split(String text, String quoted) {}

    private Quotes() {}

    /** Only what stands at the end goes: what is answered line by line is needed. */
    static Split of(String body) {
        List<String> lines = body.replace("\r\n", "\n").replace('\r', '\n').lines().map(String::stripTrailing).toList();
        int end = below(lines);
        int quote = end;
        while (quote > 0 && (lines.get(quote - 1).startsWith(">") || lines.get(quote - 1).isBlank())) {
            quote--;
        }
        int from = quote < end && lines.subList(quote, end).stream().anyMatch(line -> line.startsWith(">")) ? introduction(lines, quote) : end;
        String text = unsigned(lines.subList(0, from));
        return text.isBlank() ? new Split(String.join("\n", lines).strip(), "") : new Split(text, unmarked(lines.subList(from, lines.size())));
    }

    private static int below(List<String> lines) {
        for (int at = 0; at < lines.size(); at++) {
            if (BELOW.matcher(lines.get(at).strip()).matches()) {
                return at;
            }
        }
        return lines.size();
    }

    /** The lines before a quotation that say whose it is: the last of them ends with a colon, and a blank line stands before the first. */
    private static int introduction(List<String> lines, int quote) {
        int at = quote;
        while (at > 0 && lines.get(at - 1).isBlank()) {
            at--;
        }
        if (at == 0 || !lines.get(at - 1).endsWith(":")) {
            return quote;
        }
        int first = at - 1;
        while (first > 0 && !lines.get(first - 1).isBlank() && at - first < LONGEST_INTRODUCTION) {
            first--;
        }
        return first == 0 || lines.get(first - 1).isBlank() ? first : at - 1;
    }

    /** Two hyphens and a blank begin a signature (RFC 3676, section 4.3); the blank is gone by now. */
    private static String unsigned(List<String> lines) {
        int signature = lines.lastIndexOf("--");
        return String.join("\n", signature > 0 ? lines.subList(0, signature) : lines).strip();
    }

    private static String unmarked(List<String> lines) {
        return String.join("\n", lines.stream().map(line -> line.replaceFirst("^>+ ?", "")).toList()).strip();
    }
}
