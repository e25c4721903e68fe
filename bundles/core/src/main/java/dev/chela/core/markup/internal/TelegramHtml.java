package dev.chela.core.markup.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.core.markup.internal.Mark.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The few tags that Telegram's Bot API reads ({@code parse_mode=HTML}). It counts a message after it has taken the marks away, so only
 * text takes room; of more than a hundred marks in one message it shows the first hundred.
 */
public final class TelegramHtml implements Writing {
    private static final int MARKS = 100;
    private static final Set<Kind> NOT_IN_CODE = EnumSet.of(Kind.BOLD, Kind.ITALIC, Kind.STRIKE, Kind.LINK);

    private final int most;

    public TelegramHtml() {
        this(MARKS);
    }

    /** @param most how many marks one message may have */
    public TelegramHtml(int most) {
        this.most = most;
    }

    @Override
    public List<String> parts(String commonMark, Capabilities can) {
        Cutter cutter = new Cutter(can.textLimit(), part -> opened(part) > most ? Integer.MAX_VALUE : units(Span.text(part), can.unit()));
        return cutter.cut(Flow.of(commonMark)).stream().map(TelegramHtml::write).toList();
    }

    @Override
    public String whole(String commonMark) {
        return write(Flow.of(commonMark));
    }

    @Override
    public String words(String text) {
        return escaped(text);
    }

    private static int units(String text, Capabilities.Unit unit) {
        return switch (unit) {
            case UTF16 -> text.length();
            case CODE_POINTS -> text.codePointCount(0, text.length());
            case BYTES -> text.getBytes(StandardCharsets.UTF_8).length;
        };
    }

    private static String write(List<Span> spans) {
        StringBuilder html = new StringBuilder();
        List<Mark> open = new ArrayList<>();
        for (Span span : spans) {
            List<Mark> wanted = allowed(span.marks());
            int same = same(open, wanted);
            close(html, open, same);
            wanted.subList(same, wanted.size()).forEach(mark -> {
                html.append(opening(mark));
                open.add(mark);
            });
            html.append(escaped(span.text()));
        }
        close(html, open, 0);
        return html.toString();
    }

    private static int opened(List<Span> spans) {
        int count = 0;
        List<Mark> open = List.of();
        for (Span span : spans) {
            List<Mark> wanted = allowed(span.marks());
            count += wanted.size() - same(open, wanted);
            open = wanted;
        }
        return count;
    }

    private static int same(List<Mark> one, List<Mark> other) {
        int same = 0;
        while (same < one.size() && same < other.size() && one.get(same).equals(other.get(same))) {
            same++;
        }
        return same;
    }

    private static void close(StringBuilder html, List<Mark> open, int keep) {
        while (open.size() > keep) {
            html.append(closing(open.remove(open.size() - 1)));
        }
    }

    /** Nothing within code, nothing within itself, and a link rather than code: the platform refuses or drops the rest. */
    private static List<Mark> allowed(List<Mark> marks) {
        boolean linked = marks.stream().anyMatch(mark -> mark.is(Kind.LINK));
        boolean block = marks.stream().anyMatch(mark -> mark.is(Kind.BLOCK));
        boolean code = block || !linked && marks.stream().anyMatch(mark -> mark.is(Kind.CODE));
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        return marks.stream().filter(mark -> !(code && NOT_IN_CODE.contains(mark.kind())) && !(mark.is(Kind.CODE) && (linked || block)))
                .filter(mark -> seen.add(mark.kind())).toList();
    }

    private static String opening(Mark mark) {
        return switch (mark.kind()) {
            case BOLD -> "<b>";
            case ITALIC -> "<i>";
            case STRIKE -> "<s>";
            case CODE -> "<code>";
            case BLOCK -> mark.detail().isEmpty() ? "<pre>" : "<pre><code class=\"language-" + escaped(mark.detail()) + "\">";
            case QUOTE -> "<blockquote>";
            case LINK -> "<a href=\"" + escaped(mark.detail()) + "\">";
        };
    }

    private static String closing(Mark mark) {
        return switch (mark.kind()) {
            case BOLD -> "</b>";
            case ITALIC -> "</i>";
            case STRIKE -> "</s>";
            case CODE -> "</code>";
            case BLOCK -> mark.detail().isEmpty() ? "</pre>" : "</code></pre>";
            case QUOTE -> "</blockquote>";
            case LINK -> "</a>";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
