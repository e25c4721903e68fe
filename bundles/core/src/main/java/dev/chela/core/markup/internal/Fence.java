package dev.chela.core.markup.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced code block that stands open.
 *
 * @param opener its first line; empty for none
 * @param marker the run of backquotes or tildes that opened it
 */
record Fence(String opener, String marker) {
    static final Fence NONE = new Fence("", "");
    private static final Pattern LINE = Pattern.compile("^ {0,3}(`{3,}|~{3,})([^\\n]*)$", Pattern.MULTILINE);

    boolean isOpen() {
        return !opener.isEmpty();
    }

    String closing() {
        return isOpen() ? "\n" + marker : "";
    }

    String reopening() {
        return isOpen() ? opener + "\n" : "";
    }

    /** Whether a line ends this block. */
    boolean closes(String line) {
        Matcher fence = LINE.matcher(line);
        return isOpen() && fence.matches() && next(fence) == NONE;
    }

    /** What stands open after a text that begins inside {@code before}. */
    static Fence after(Fence before, String text) {
        Fence open = before;
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            open = open.next(line);
        }
        return open;
    }

    private Fence next(Matcher line) {
        if (!isOpen()) {
            return new Fence(line.group().strip(), line.group(1));
        }
        boolean closes = line.group(1).startsWith(marker) && line.group(2).isBlank();
        return closes ? NONE : this;
    }

    /** Where the line begins that opened the block which stands open at the end; -1 when none was opened in this text. */
    static int lastOpener(Fence before, String text) {
        Fence open = before;
        int at = -1;
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            Fence next = open.next(line);
            at = !next.isOpen() ? -1 : next == open ? at : line.start();
            open = next;
        }
        return at;
    }

    /** The fence whose closing needs most room, of those that could be open somewhere in the text. */
    static Fence widest(Fence before, String text) {
        Fence widest = before;
        Matcher line = LINE.matcher(text);
        while (line.find()) {
            if (line.group(1).length() > widest.marker.length()) {
                widest = new Fence(line.group().strip(), line.group(1));
            }
        }
        return widest;
    }
}
