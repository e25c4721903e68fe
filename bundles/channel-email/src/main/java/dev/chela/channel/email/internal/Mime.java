package dev.chela.channel.email.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A letter and its parts (RFC 2046), read once from the beginning to the end in little memory: of what is no text only the size is kept.
 * Neither depth nor number nor size of the parts can exceed a limit; what does is left out.
 */
final class Mime {
    static final int LARGEST_HEADER = 64 * 1024;
    /** Of all texts together, as they travel. */
    static final int LARGEST_TEXT = 512 * 1024;
    private static final int DEEPEST = 10;
    private static final int MOST = 100;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int END = -1;

    /**
     * A part that has no parts.
     *
     * @param path by which a server knows it (RFC 3501, section 6.4.5)
     * @param choice which of several ways to say the same it is one of, as the path of what holds them; empty for none
     * @param text as it travels; empty for what is no text
     * @param bytes as it travels
     */
    record Leaf(String path, String choice, Headers headers, byte[] text, long bytes) {}

    private final InputStream in;
    private final boolean kept;
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
    private final List<String> borders = new ArrayList<>();
    private final List<Leaf> leaves = new ArrayList<>();
    private Headers head = new Headers();
    private int texts;
    /** A line, or a piece of a very long one. */
    private byte[] line = {};
    private boolean whole = true;
    private boolean begins;
    private boolean last;

    private Mime(InputStream in, boolean kept) {
        this.in = in;
        this.kept = kept;
    }

    /** A letter as it comes from a server. */
    static Mime of(InputStream in) throws IOException {
        return new Mime(in, false).scan();
    }

    /** A letter as {@link #copy} wrote it. */
    static Mime ofCopy(InputStream in) throws IOException {
        return new Mime(in, true).scan();
    }

    private Mime scan() throws IOException {
        entity("", "", 0);
        return this;
    }

    Headers head() {
        return head;
    }

    List<Leaf> leaves() {
        return List.copyOf(leaves);
    }

    /** The letter, with the size of each part that is no text in that part's place. */
    byte[] copy() {
        return copy.toByteArray();
    }

    /** @return which border ended it, or {@link #END} */
    private int entity(String path, String choice, int depth) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        int border = END;
        while (border == END && next() && line.length > 0) {
            border = border();
            if (header.size() + line.length < LARGEST_HEADER || border >= 0) {
                keep(true);
                header.writeBytes(border < 0 ? line : new byte[0]);
                header.writeBytes(whole ? new byte[] {'\n'} : new byte[0]);
            }
        }
        Headers headers = Headers.of(header.toByteArray());
        head = depth == 0 ? headers : head;
        if (border >= 0) {
            return border;
        }
        copy.write('\n');
        String separator = headers.parameter("content-type", "boundary");
        if (!headers.type().startsWith("multipart/") || separator.isEmpty() || depth == DEEPEST) {
            return leaf(path.isEmpty() ? "1" : path, choice, headers);
        }
        boolean choices = choice.isEmpty() && headers.type().equals("multipart/alternative");
        return parts(path, choices ? path + "/" : choice, depth, separator);
    }

    private int parts(String path, String choice, int depth, String separator) throws IOException {
        int mine = borders.size();
        borders.add("--" + separator);
        int border = skip();
        for (int number = 1; border == mine && !last && leaves.size() < MOST; number++) {
            border = entity(path.isEmpty() ? String.valueOf(number) : path + "." + number, choice, depth + 1);
        }
        borders.remove(mine);
        return leaves.size() >= MOST ? END : border == mine ? skip() : border;
    }

    /** What stands before, between and behind parts is for nobody. */
    private int skip() throws IOException {
        int border = END;
        while (border == END && next()) {
            border = border();
        }
        keep(border >= 0);
        return border;
    }

    private int leaf(String path, String choice, Headers headers) throws IOException {
        boolean text = List.of("text/plain", "text/html").contains(headers.type()) && !headers.attached();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        long bytes = 0;
        int border = END;
        while (border == END && next()) {
            border = border();
            if (border == END) {
                bytes = kept && !text ? said() : bytes + line.length + (whole ? 2 : 0);
                boolean fits = text && texts + line.length < LARGEST_TEXT;
                texts += fits ? line.length + 1 : 0;
                body.writeBytes(fits ? line : new byte[0]);
                body.writeBytes(fits && whole ? new byte[] {'\n'} : new byte[0]);
                keep(fits);
            }
        }
        copy.writeBytes(text ? new byte[0] : (bytes + "\n").getBytes(StandardCharsets.US_ASCII));
        keep(border >= 0);
        leaves.add(new Leaf(path, choice, headers, body.toByteArray(), bytes));
        return border;
    }

    /** What {@link #copy} put there. */
    private long said() {
        String number = new String(line, StandardCharsets.US_ASCII);
        return number.matches("\\d{1,15}") ? Long.parseLong(number) : 0;
    }

    private void keep(boolean it) {
        if (it) {
            copy.writeBytes(line);
            copy.writeBytes(whole ? new byte[] {'\n'} : new byte[0]);
        }
    }

    /** The innermost border that the line is, or {@link #END}. */
    private int border() {
        if (begins && line.length > 2 && line[0] == '-' && line[1] == '-') {
            String said = new String(line, StandardCharsets.ISO_8859_1).stripTrailing();
            for (int which = borders.size() - 1; which >= 0; which--) {
                last = said.equals(borders.get(which) + "--");
                if (last || said.equals(borders.get(which))) {
                    return which;
                }
            }
        }
        return END;
    }

    /** @return whether there was one more line */
    private boolean next() throws IOException {
        begins = whole;
        ByteArrayOutputStream read = new ByteArrayOutputStream(80);
        int sign = in.read();
        boolean any = sign >= 0;
        while (sign >= 0 && sign != '\n' && read.size() < LONGEST_LINE - 1) {
            read.write(sign);
            sign = in.read();
        }
        whole = sign < 0 || sign == '\n';
        if (!whole) {
            read.write(sign);
        }
        line = read.toByteArray();
        if (whole && line.length > 0 && line[line.length - 1] == '\r') {
            line = Arrays.copyOf(line, line.length - 1);
        }
        return any;
    }
}
