package dev.chela.core.process.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Child;
import dev.chela.core.task.Threads;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
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
    private static final int CHUNK = 16 * 1024;

    private final Buffer all = new Buffer(KEPT);
    private final Buffer fresh = new Buffer(UNREAD);
    private final FileInputStream stream;
    private final FileChannel pipe;
    private final FileChannel holder;
    private final Thread reader;
    private final UnaryOperator<String> veil;
    private long taken;
    private boolean ended;

    /** Opens the pipe so that the child's side can be opened without waiting. */
    Capture(String name, Path at, UnaryOperator<String> veil) {
        this.veil = veil;
        try {
            holder = FileChannel.open(at, StandardOpenOption.READ, StandardOpenOption.WRITE);
            stream = new FileInputStream(at.toFile());
        } catch (IOException e) {
            throw new Permanent("cannot open the pipe " + at + ": " + e.getMessage(), e);
        }
        pipe = stream.getChannel();
        reader = Threads.named("chela-output-" + name).newThread(this::read);
    }

    /** The child holds its side now: from here on the pipe ends when the last writer does. */
    void begin() {
        close(holder);
        reader.start();
    }

    /** No child came, or nobody waits for what it still writes. */
    void abandon() {
        close(holder);
        close(pipe);
    }

    private void read() {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try {
            while (pipe.read(chunk) >= 0) {
                take(chunk.array(), chunk.position());
                chunk.clear();
            }
        } catch (ClosedChannelException finished) {
            LOG.debug("the output of a child is no longer read: it is over");
        } catch (IOException e) {
            LOG.warn("the output of a child cannot be read: {}", e.toString());
        } finally {
            close(pipe);
            end();
        }
    }

    private synchronized void take(byte[] bytes, int length) {
        all.add(bytes, length);
        fresh.add(bytes, length);
        taken += length;
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for all that the child wrote, however slow the reader is, but not for processes that escaped with the pipe in hand. */
    void finish() throws InterruptedException {
        try {
            awaitRest();
        } finally {
            close(pipe); // What the reader has in hand it still takes.
        }
        reader.join();
    }

    /** What is in the pipe now is the rest, and what the reader has in hand, of which nobody knows yet how much it is. */
    private synchronized void awaitRest() throws InterruptedException {
        long rest = inPipe() + CHUNK + taken;
        while (!ended && taken < rest && inPipe() > 0) {
            wait();
        }
    }

    private int inPipe() {
        try {
            return stream.available();
        } catch (IOException closed) {
            return 0;
        }
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
