package dev.chela.core.markup.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.core.markup.internal.Mark.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Slack's mrkdwn (docs.slack.dev, "Formatting message text"). Three characters are written as entities, in code as well; nothing escapes
 * the signs of marks, so that one which is none is parted from its word by a character that nobody sees. A mark hugs its words and ends with
 * the line. Marks count as text there.
 */
public final class SlackMrkdwn implements Writing {
    /** Nobody sees it; it parts a sign from its word, and a mark from the letters beside it. */
    private static final String NOTHING = "\u200b";
    /** What Slack takes for a link by itself: nothing may part it. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>]+");
    /** Where a mark could begin. */
    private static final Pattern SIGN = Pattern.compile("(?<![\\p{L}\\p{N}])([*_~]+)(?=[^\\s*_~])");
    private static final Pattern QUOTATION = Pattern.compile("(?m)^&gt;");
    private static final Set<Kind> INLINE = EnumSet.of(Kind.BOLD, Kind.ITALIC, Kind.STRIKE, Kind.CODE, Kind.LINK);

    @Override
    public List<String> parts(String commonMark, Capabilities can) {
        Cutter cutter = new Cutter(can.textLimit(), part -> write(part).length());
        return cutter.cut(Flow.of(commonMark)).stream().map(SlackMrkdwn::write).toList();
    }

    @Override
    public String whole(String commonMark) {
        return write(Flow.of(commonMark));
    }

    @Override
    public String words(String text) {
        return safe(text, true);
    }

    private static String write(List<Span> spans) {
        StringBuilder written = new StringBuilder();
        int at = 0;
        while (at < spans.size()) {
            boolean quote = spans.get(at).is(Kind.QUOTE);
            int end = at;
            while (end < spans.size() && spans.get(end).is(Kind.QUOTE) == quote) {
                end++;
            }
            String text = new Line(quote || ended(written)).of(spans.subList(at, end));
            written.append(quote ? text.lines().map(line -> "> " + line).collect(Collectors.joining("\n")) : text);
            at = end;
        }
        return written.toString();
    }

    private static boolean ended(StringBuilder line) {
        return line.length() == 0 || line.charAt(line.length() - 1) == '\n';
    }

    /** What stands in one stretch that is a quotation, or is none. */
    private static final class Line {
        private final StringBuilder text = new StringBuilder();
        private final List<Mark> open = new ArrayList<>();
        private final boolean begins;

        Line(boolean begins) {
            this.begins = begins;
        }

        String of(List<Span> spans) {
            for (Span span : spans) {
                if (span.is(Kind.BLOCK)) {
                    close(0);
                    text.append("```\n").append(entities(span.text()).replace("```", "`" + NOTHING + "`" + NOTHING + "`")).append("\n```");
                } else {
                    words(span.text(), wanted(span));
                }
            }
            close(0);
            return text.toString();
        }

        private void words(String words, List<Mark> wanted) {
            int at = 0;
            for (int line = words.indexOf('\n'); line >= 0; line = words.indexOf('\n', at)) {
                run(words.substring(at, line), wanted);
                close(0);
                text.append('\n');
                at = line + 1;
            }
            run(words.substring(at), wanted);
        }

        /** White space before its first word stands before the marks. */
        private void run(String words, List<Mark> wanted) {
            String bare = words.stripLeading();
            int same = 0;
            while (same < open.size() && same < wanted.size() && open.get(same).equals(wanted.get(same))) {
                same++;
            }
            boolean ends = open.size() > same;
            close(same);
            text.append(words, 0, words.length() - bare.length());
            if (bare.isEmpty()) {
                return;
            }
            if (touches(ends, wanted.size() > same, bare)) {
                text.append(NOTHING);
            }
            wanted.subList(same, wanted.size()).forEach(mark -> {
                text.append(opening(mark));
                open.add(mark);
            });
            text.append(body(bare, wanted, text.length() == 0 ? begins : ended(text)));
        }

        /** A sign between letters is none. */
        private boolean touches(boolean ends, boolean opens, String next) {
            if (text.length() == 0 || Character.isWhitespace(text.charAt(text.length() - 1))) {
                return false;
            }
            return opens ? ends || Character.isLetterOrDigit(text.codePointBefore(text.length())) : ends && Character.isLetterOrDigit(next.codePointAt(0));
        }

        /** White space after its last word stands after the marks. */
        private void close(int keep) {
            if (open.size() <= keep) {
                return;
            }
            int end = text.length();
            while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            String space = text.substring(end);
            text.setLength(end);
            while (open.size() > keep) {
                text.append(closing(open.remove(open.size() - 1)));
            }
            text.append(space);
        }
    }

    /** Nothing is marked within what a link says, so that it comes last, and code that is more than its sign can hold is none. */
    private static List<Mark> wanted(Span span) {
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        boolean plain = span.is(Kind.LINK) || span.text().contains("`");
        return span.marks().stream().filter(mark -> INLINE.contains(mark.kind()) && !(plain && mark.is(Kind.CODE)) && seen.add(mark.kind()))
                .sorted(Comparator.comparing((Mark mark) -> mark.is(Kind.LINK) || mark.is(Kind.CODE))).toList();
    }

    private static String body(String words, List<Mark> marks, boolean begins) {
        return marks.stream().anyMatch(mark -> mark.is(Kind.CODE)) ? entities(words) : safe(words, begins);
    }

    private static String opening(Mark mark) {
        return mark.is(Kind.LINK) ? "<" + entities(mark.detail()).replace("|", "%7C").replace("&gt;", "%3E").replace("&lt;", "%3C") + "|" : sign(mark);
    }

    private static String closing(Mark mark) {
        return mark.is(Kind.LINK) ? ">" : sign(mark);
    }

    private static String sign(Mark mark) {
        return switch (mark.kind()) {
            case BOLD -> "*";
            case ITALIC -> "_";
            case STRIKE -> "~";
            default -> "`";
        };
    }

    /** @param begins whether it stands at the beginning of a line, where a sign is that of a quotation */
    private static String safe(String words, boolean begins) {
        StringBuilder text = new StringBuilder();
        Matcher address = ADDRESS.matcher(words);
        int at = 0;
        while (address.find()) {
            text.append(signs(words.substring(at, address.start()))).append(entities(address.group()));
            at = address.end();
        }
        text.append(signs(words.substring(at)));
        String quoted = QUOTATION.matcher(begins ? text : "x" + text).replaceAll(NOTHING + "&gt;");
        return begins ? quoted : quoted.substring(1);
    }

    /** Whatever stands between two ticks is code to Slack, so that those which are none are like ones. */
    private static String signs(String text) {
        return SIGN.matcher(entities(text).replace('`', '\u02cb')).replaceAll("$1" + NOTHING);
    }

    private static String entities(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
