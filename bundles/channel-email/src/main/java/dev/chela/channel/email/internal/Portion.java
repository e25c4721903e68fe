package dev.chela.channel.email.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A part of a stream that ends before the stream does. Closing it closes nothing. */
final class Portion extends InputStream {
    private final InputStream in;
    private long left;

    Portion(InputStream in, long bytes) {
        this.in = in;
        this.left = bytes;
    }

    @Override
    public int read() throws IOException {
        if (left == 0) {
            return -1;
        }
        left--;
        return there(in.read());
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = there(in.read(into, from, (int) Math.min(left, length)));
        left -= read;
        return read;
    }

    private static int there(int read) throws EOFException {
        if (read < 0) {
            throw new EOFException("the server ended the connection in the middle of a letter");
        }
        return read;
    }
}
