package dev.chela.core.process.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Child;
import dev.chela.core.task.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a child writes, from a named pipe of our own. Not from the JDK's: when the child ends, the JDK reads all that is still
 * coming into memory without a bound, for as long as a process that escaped keeps writing, and nobody can stop it.
 *
 * <p>The reader is a platform thread: closing the channel wakes only those.
 */
final class Capture {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);
    private static final int KEPT = 200_000;
    private static final int UNREAD = 30_000;
    private static final long GRACE_MILLIS = 200;

    private final Buffer all = new Buffer(KEPT);
    private final Buffer fresh = new Buffer(UNREAD);
    private final FileChannel pipe;
    private final FileChannel holder;
    private final Thread reader;
    private final UnaryOperator<String> veil;

    /** Opens the pipe so that the child's side can be opened without waiting. */
    Capture(String name, Path at, UnaryOperator<String> veil) {
        this.veil = veil;
        try {
            holder = FileChannel.open(at, StandardOpenOption.READ, StandardOpenOption.WRITE);
            pipe = FileChannel.open(at, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new Permanent("cannot open the pipe " + at + ": " + e.getMessage(), e);
        }
        reader = Threads.named("chela-output-" + name).newThread(this::read);
    }

    /** The child holds its side now: from here on the pipe ends when the last writer does. */
    void begin() {
        close(holder);
        reader.start();
    }

    /** No child came. */
    void abandon() {
        close(holder);
        close(pipe);
    }

    private void read() {
        ByteBuffer chunk = ByteBuffer.allocate(16 * 1024);
        try {
            while (pipe.read(chunk) >= 0) {
                take(chunk.array(), chunk.position());
                chunk.clear();
            }
        } catch (AsynchronousCloseException finished) {
            LOG.debug("the output of a child is no longer read: a process that left its group still holds it");
        } catch (IOException e) {
            LOG.warn("the output of a child cannot be read: {}", e.toString());
        } finally {
            close(pipe);
        }
    }

    private synchronized void take(byte[] bytes, int length) {
        all.add(bytes, length);
        fresh.add(bytes, length);
    }

    /** Waits for the rest, but not for processes that escaped with the pipe in hand. */
    void finish() throws InterruptedException {
        reader.join(GRACE_MILLIS);
        close(pipe);
        reader.join();
    }

    synchronized Child.Output output() {
        Child.Output raw = all.output();
        return new Child.Output(veil.apply(raw.head()), veil.apply(raw.tail()), raw.dropped());
    }

    synchronized String drain() {
        return veil.apply(fresh.drain());
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a pipe", e);
        }
    }
}
