package dev.chela.console.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** What the client typed and the shell has not read yet; bounded, so that a client that pastes a book waits. */
final class Keyboard extends InputStream {
    private static final int CHUNKS = 64;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> typed = new ArrayBlockingQueue<>(CHUNKS);
    private byte[] current = {0};
    private int position = 1;

    /** Called by the thread that reads the socket. */
    void type(byte[] bytes) throws InterruptedException {
        if (bytes.length > 0) {
            typed.put(bytes);
        }
    }

    /** Nothing more comes. */
    void end() throws InterruptedException {
        typed.put(END);
    }

    /** Nothing more comes, and what has not been read is not wanted any more. */
    void hangUp() {
        typed.clear();
        while (!typed.offer(END)) {
            typed.clear();
        }
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, into, offset, count);
        position += count;
        return count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    private boolean more() throws IOException {
        if (current != END && position == current.length) {
            try {
                current = typed.take();
                position = 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for a key");
            }
        }
        return current != END;
    }
}
