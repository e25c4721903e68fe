package dev.chela.core.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An answer's body, counted as it is read. */
final class CountedBody extends FilterInputStream {
    private final Passage passage;

    CountedBody(InputStream body, Passage passage) {
        super(body);
        this.passage = passage;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            passage.received(1);
        }
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        passage.received(Math.max(0, count));
        return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long count = super.skip(bytes);
        passage.received(count);
        return count;
    }

    /** What was counted would be counted again. */
    @Override
    public boolean markSupported() {
        return false;
    }
}
