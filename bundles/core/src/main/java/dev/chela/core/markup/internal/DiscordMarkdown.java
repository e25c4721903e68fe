package dev.chela.core.markup.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.core.markup.internal.Mark.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Markdown as Discord reads it: nearly CommonMark, without tables and rules. Marks count as text there, so that parts are measured as
 * they are written. Whatever is no mark is escaped, or it would become one.
 */
public final class DiscordMarkdown implements Writing {
    /** What Discord takes for a link by itself: nothing in it may be escaped. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>]+");
    private static final Pattern SIGN = Pattern.compile("[\\\\*_~`|]");
    /** What headings, small print, quotations and lists begin with. */
    private static final Pattern BEGINNING = Pattern.compile("(?m)^( *)(#{1,3} |-# |>{1,3} |[-+] )");
    private static final Set<Kind> INLINE = EnumSet.of(Kind.BOLD, Kind.ITALIC, Kind.STRIKE, Kind.LINK);
    /** Nobody sees it; between the signs of a mark it keeps them from being one. */
    private static final String NOTHING = "\u200b";

    @Override
    public List<String> parts(String commonMark, Capabilities can) {
        Cutter cutter = new Cutter(can.textLimit(), part -> write(part).length());
        return cutter.cut(Flow.of(commonMark)).stream().map(DiscordMarkdown::write).toList();
    }

    @Override
    public String whole(String commonMark) {
        return write(Flow.of(commonMark));
    }

    @Override
    public String words(String text) {
        return escaped(text);
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
            String text = marked(spans.subList(at, end), quote || ended(written));
            written.append(quote ? text.lines().map(line -> "> " + line).collect(Collectors.joining("\n")) : text);
            at = end;
        }
        return written.toString();
    }

    private static boolean ended(StringBuilder line) {
        return line.length() == 0 || line.charAt(line.length() - 1) == '\n';
    }

    private static String marked(List<Span> spans, boolean begins) {
        StringBuilder text = new StringBuilder();
        List<Mark> open = new ArrayList<>();
        for (Span span : spans) {
            List<Mark> wanted = wanted(span);
            int same = 0;
            while (same < open.size() && same < wanted.size() && open.get(same).equals(wanted.get(same))) {
                same++;
            }
            close(text, open, same);
            wanted.subList(same, wanted.size()).forEach(mark -> {
                text.append(opening(mark));
                open.add(mark);
            });
            text.append(body(span, text.length() == 0 ? begins : ended(text)));
        }
        close(text, open, 0);
        return text.toString();
    }

    /** Nothing is a mark within a block. */
    private static List<Mark> wanted(Span span) {
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        return span.is(Kind.BLOCK) ? List.of() : span.marks().stream().filter(mark -> INLINE.contains(mark.kind()) && seen.add(mark.kind())).toList();
    }

    private static void close(StringBuilder text, List<Mark> open, int keep) {
        while (open.size() > keep) {
            text.append(closing(open.remove(open.size() - 1)));
        }
    }

    private static String body(Span span, boolean begins) {
        if (span.is(Kind.BLOCK)) {
            String language = span.marks().stream().filter(mark -> mark.is(Kind.BLOCK)).map(Mark::detail).findFirst().orElse("");
            return "```" + (language.matches("[A-Za-z0-9+#_.-]{1,30}") ? language : "") + "\n"
                    + span.text().replace("```", "`" + NOTHING + "`" + NOTHING + "`") + "\n```";
        }
        if (span.is(Kind.CODE)) {
            return span.text().contains("`") ? "`` " + span.text().replace("``", "`" + NOTHING + "`") + " ``" : "`" + span.text() + "`";
        }
        return begins ? escaped(span.text()) : escaped("x" + span.text()).substring(1);
    }

    private static String opening(Mark mark) {
        return mark.is(Kind.LINK) ? web(mark) ? "[" : "" : sign(mark);
    }

    /** Other addresses cannot be opened from within words there. */
    private static String closing(Mark mark) {
        if (mark.is(Kind.LINK)) {
            return web(mark) ? "](" + mark.detail().replace("(", "%28").replace(")", "%29").replace(" ", "%20") + ")" : " (" + mark.detail() + ")";
        }
        return sign(mark);
    }

    private static boolean web(Mark link) {
        return link.detail().regionMatches(true, 0, "http", 0, 4);
    }

    private static String sign(Mark mark) {
        return mark.is(Kind.BOLD) ? "**" : mark.is(Kind.ITALIC) ? "*" : "~~";
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        Matcher address = ADDRESS.matcher(text);
        int at = 0;
        while (address.find()) {
            safe.append(signs(text.substring(at, address.start()))).append(address.group());
            at = address.end();
        }
        safe.append(signs(text.substring(at)));
        return BEGINNING.matcher(safe).replaceAll("$1\\\\$2");
    }

    private static String signs(String text) {
        return SIGN.matcher(text).replaceAll("\\\\$0");
    }
}
