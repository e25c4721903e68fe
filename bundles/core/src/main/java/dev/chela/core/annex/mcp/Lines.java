package dev.chela.core.annex.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of UTF-8 that are not longer than a limit. For one thread. */
public final class Lines {
    private final InputStream in;
    private final int longest;

    /** @param longest in bytes, without the line break */
    public Lines(InputStream in, int longest) {
        this.in = new BufferedInputStream(in);
        this.longest = longest;
    }

    /**
     * The next line that is not blank; null at the end.
     *
     * @throws TooLong when it exceeds the limit: what follows is not to be read any more
     */
    public @Nullable String next() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int one = in.read();
            while (one >= 0 && one != '\n') {
                if (line.size() == longest) {
                    throw new TooLong(longest);
                }
                line.write(one);
                one = in.read();
            }
            String text = line.toString(StandardCharsets.UTF_8).strip();
            if (!text.isEmpty()) {
                return text;
            }
            if (one < 0) {
                return null;
            }
        }
    }

    public static final class TooLong extends IOException {
        TooLong(int longest) {
            super("a line is longer than " + longest + " bytes");
        }
    }
}
