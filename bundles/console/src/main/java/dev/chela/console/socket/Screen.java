package dev.chela.console.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What the shell shows, on its way to the client. Commands write here and another thread writes to the socket: Ctrl-C interrupts
 * the thread of a command, and an interrupt in the middle of a write would close the channel under everybody.
 */
final class Screen extends OutputStream {
    private static final int CHUNKS = 64;
    private static final int CHUNK = 8 * 1024;

    private final BlockingQueue<Frame> shown = new ArrayBlockingQueue<>(CHUNKS);
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private volatile boolean gone;

    @Override
    public synchronized void write(int b) throws IOException {
        collected.write(b);
        if (collected.size() >= CHUNK) {
            flush();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = offset; at < offset + length; at += CHUNK) {
            collected.write(bytes, at, Math.min(CHUNK, offset + length - at));
            if (collected.size() >= CHUNK) {
                flush();
            }
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (collected.size() > 0) {
            byte[] bytes = collected.toByteArray();
            collected.reset();
            put(new Frame(Frame.DATA, bytes));
        }
    }

    /** Something for the client's error stream. */
    void fault(String text) throws IOException {
        flush();
        put(Frame.of(Frame.FAULT, text));
    }

    /** The last thing to send. */
    void exit(int code) throws IOException {
        flush();
        put(Frame.of(Frame.EXIT, String.valueOf(code)));
    }

    private void put(Frame frame) throws IOException {
        if (gone) {
            throw new IOException("the console's client has gone");
        }
        try {
            shown.put(frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the console's client was not reading");
        }
    }

    /** Writes to the socket, on a thread of its own, until the exit code is out. */
    void pump(Frames to) throws IOException, InterruptedException {
        try {
            Frame next;
            do {
                next = shown.take();
                to.write(next);
            } while (next.kind() != Frame.EXIT);
        } finally {
            hangUp();
        }
    }

    /** Nobody reads any more: whoever writes is told, and nobody waits. */
    void hangUp() {
        gone = true;
        shown.clear();
    }
}
