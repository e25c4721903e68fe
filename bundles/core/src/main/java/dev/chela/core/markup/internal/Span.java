package dev.chela.core.markup.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A stretch of text with its marks, outermost first. */
record Span(String text, List<Mark> marks) {
    boolean is(Mark.Kind kind) {
        return marks.stream().anyMatch(mark -> mark.is(kind));
    }

    static String text(List<Span> spans) {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }

    /** The characters from one place to another, with their marks. */
    static List<Span> between(List<Span> spans, int from, int to) {
        List<Span> some = new ArrayList<>();
        int at = 0;
        for (Span span : spans) {
            int start = Math.max(from - at, 0);
            int end = Math.min(to - at, span.text.length());
            if (start < end) {
                some.add(new Span(span.text.substring(start, end), span.marks));
            }
            at += span.text.length();
        }
        return some;
    }
}
