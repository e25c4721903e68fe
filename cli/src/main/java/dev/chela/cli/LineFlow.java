package dev.chela.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Turns text that grows into lines of a terminal, broken between words where they are too long; the last one stays open. */
public final class LineFlow {
    private final ToIntFunction<String> columns;
    private final StringBuilder open = new StringBuilder();

    /** With the means to tell how many columns a text takes. */
    public LineFlow(ToIntFunction<String> columns) {
        this.columns = columns;
    }

    /** A whole text in lines. */
    public static List<String> fold(String text, int width, ToIntFunction<String> columns) {
        LineFlow flow = new LineFlow(columns);
        List<String> lines = flow.more(text, width);
        lines.add(flow.end());
        return lines;
    }

    /** Takes more text; answers with the lines that are complete now. */
    public List<String> more(String text, int width) {
        List<String> complete = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            open.append(text, start, end);
            wrap(complete, width);
            complete.add(end());
            start = end + 1;
        }
        open.append(text, start, text.length());
        wrap(complete, width);
        return complete;
    }

    private void wrap(List<String> complete, int width) {
        while (columns.applyAsInt(open.toString()) > width) {
            int fitting = fitting(width);
            int space = open.lastIndexOf(" ", fitting);
            int cut = space > 0 ? space : fitting;
            complete.add(open.substring(0, cut));
            open.delete(0, space > 0 ? cut + 1 : cut);
        }
    }

    /** How many characters fit, at least one, never half of a surrogate pair. */
    private int fitting(int width) {
        int length = Character.charCount(open.codePointAt(0));
        while (length < open.length()) {
            int next = length + Character.charCount(open.codePointAt(length));
            if (columns.applyAsInt(open.substring(0, next)) > width) {
                break;
            }
            length = next;
        }
        return length;
    }

    /** The line that is not complete yet. */
    public String open() {
        return open.toString();
    }

    /** Ends the open line and answers with it. */
    public String end() {
        String line = open.toString();
        open.setLength(0);
        return line;
    }
}
