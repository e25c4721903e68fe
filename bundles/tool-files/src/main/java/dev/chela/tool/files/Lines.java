package dev.chela.tool.files;

import dev.chela.api.fault.Permanent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A window on the lines of a file of any size. */
final class Lines {
    private static final int MOST_LINES = 2_000;
    private static final int MOST_BYTES = 50 * 1024;
    private static final int BUFFER = 8 * 1024;

    private final BufferedReader in;
    private final StringBuilder shown = new StringBuilder();
    private final int most;
    private int bytes;
    private int count;

    private Lines(BufferedReader in, int most) {
        this.in = in;
        this.most = most;
    }

    /** Closes what it reads. @param from the first line, from 1 */
    static String show(InputStream file, int from, Optional<Integer> limit) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(file, decoder), BUFFER)) {
            int most = Math.min(MOST_LINES, limit.orElse(MOST_LINES));
            return new Lines(in, most).show(from);
        }
    }

    private String show(int from) throws IOException {
        int skipped = 0;
        while (skipped < from - 1) {
            if (!skipLine()) {
                throw new Permanent("the file has only " + skipped + " lines; offset " + from + " is past its end");
            }
            skipped++;
        }
        boolean more = take();
        if (count == 0 && !more) {
            return from == 1 ? "(the file is empty)" : "(no more lines)";
        }
        return shown + (more ? "\n[more follows: continue with offset " + (from + count) + "]" : "") + note();
    }

    private String note() {
        return shown.indexOf("\uFFFD") >= 0 ? "\n[not all of it is UTF-8: \uFFFD stands for bytes that could not be read]" : "";
    }

    /** @return whether something is left */
    private boolean take() throws IOException {
        while (count < most) {
            in.mark(1);
            if (in.read() < 0) {
                return false;
            }
            in.reset();
            StringBuilder line = new StringBuilder();
            boolean whole = readLine(line, MOST_BYTES);
            int size = line.toString().getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes + size > MOST_BYTES && count > 0) {
                return true;
            }
            append(line, whole);
            bytes += size;
        }
        in.mark(1);
        return in.read() >= 0;
    }

    private void append(StringBuilder line, boolean whole) throws IOException {
        if (count++ > 0) {
            shown.append('\n');
        }
        shown.append(line);
        if (!whole) {
            shown.append(" [this line is longer than ").append(MOST_BYTES / 1024).append(" KB; its rest is left out]");
            skipLine();
        }
    }

    /** @return false at the end of the file */
    private boolean skipLine() throws IOException {
        int first = in.read();
        for (int c = first; c >= 0 && c != '\n'; c = in.read()) {
            continue;
        }
        return first >= 0;
    }

    /** @return false when the line goes on after as many characters as may come */
    private boolean readLine(StringBuilder line, int most) throws IOException {
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
            if (line.length() >= most) {
                return false;
            }
        }
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return true;
    }
}
