package dev.chela.core.net.internal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The framing of HTTP/1.1 messages: lines, and bodies of which the end is known. An end before that is a failure, not an end. */
final class HttpLines {
    private static final int LONGEST_CHUNK_LINE = 1_024;

    private HttpLines() {}

    /** The next line without its end. @throws IOException when it is longer than {@code most} */
    static String next(InputStream in, int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the answer broke off");
            }
            if (line.size() >= most) {
                throw new IOException("the answer's head is too long");
            }
            line.write(read);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** A body of so many bytes. */
    static final class Exactly extends InputStream {
        private final InputStream in;
        private long left;

        Exactly(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0 || length == 0) {
                return length == 0 ? 0 : -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("the answer broke off, " + left + " bytes before its end");
            }
            left -= count;
            return count;
        }
    }

    /** A body in chunks (RFC 9112, 7.1). What stands after the last one is left unread: the connection is closed anyway. */
    static final class Chunked extends InputStream {
        private final InputStream in;
        private InputStream chunk = InputStream.nullInputStream();
        private boolean begun;
        private boolean over;

        Chunked(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = chunk.read(into, offset, length);
            while (count < 0 && !over) {
                open();
                count = over ? -1 : chunk.read(into, offset, length);
            }
            return count;
        }

        private void open() throws IOException {
            if (begun) {
                next(in, LONGEST_CHUNK_LINE);
            }
            begun = true;
            String size = next(in, LONGEST_CHUNK_LINE).split(";", 2)[0].strip();
            if (!size.matches("[0-9a-fA-F]{1,15}")) {
                throw new IOException("a chunk's size is '" + size + "'");
            }
            chunk = new Exactly(in, Long.parseLong(size, 16));
            over = Long.parseLong(size, 16) == 0;
        }
    }
}
