package dev.chela.core.net.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * An answer's body, read on the reader's own thread with a deadline for each silence. The JDK's stream has none, and waking it up from
 * outside costs a timer per read.
 */
final class BodyStream extends InputStream implements BodySubscriber<BodyStream> {
    private static final ByteBuffer END = ByteBuffer.allocate(0);
    /** Parts (16 KB at most, each) that the client may read ahead. */
    private static final int AHEAD = 16;
    /** Ten thousand a second. */
    private static final long NANOS_A_BYTE = 100_000;

    private final BlockingQueue<ByteBuffer> parts = new LinkedBlockingQueue<>();
    private final Duration idle;
    private final String from;
    private Flow.Subscription subscription;
    private volatile Throwable failure;
    private volatile boolean ended;
    private volatile boolean closed;
    private ByteBuffer part = ByteBuffer.allocate(0);
    private int taken;
    private Runnable pause = () -> {};
    private long bytes;
    private Optional<LongSupplier> whole = Optional.empty();
    private Duration told = Duration.ZERO;

    /** @param from the address, for messages */
    BodyStream(Duration idle, String from) {
        this.idle = idle;
        this.from = from;
    }

    /**
     * All of it has to come by then: who sends a byte a second is never silent. Set by the reader.
     *
     * @param limit longer by what many bytes take on a slow line
     * @param began by {@link System#nanoTime}
     */
    void wholeWithin(Duration limit, long began) {
        whole = Optional.of(() -> limit.toNanos() + bytes * NANOS_A_BYTE - (System.nanoTime() - began));
        told = limit;
    }

    /** Has this done now, and by the reader whenever it has read all that came. Set by the reader. */
    void beforeWaiting(Runnable pause) {
        this.pause = pause;
        pause.run();
    }

    @Override
    public CompletionStage<BodyStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        synchronized (parts) {
            this.subscription = subscription;
        }
        if (closed) {
            subscription.cancel();
        } else {
            subscription.request(AHEAD);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> more) {
        // One element for each demand: the last carries all, the others would only wake the reader early.
        parts.add(more.size() == 1 ? more.get(0) : joined(more));
    }

    private static ByteBuffer joined(List<ByteBuffer> more) {
        ByteBuffer all = ByteBuffer.allocate(more.stream().mapToInt(ByteBuffer::remaining).sum());
        more.forEach(all::put);
        return all.flip();
    }

    @Override
    public void onError(Throwable failure) {
        this.failure = failure;
        ended = true;
        parts.add(END);
    }

    @Override
    public void onComplete() {
        ended = true;
        parts.add(END);
    }

    @Override
    public int read() throws IOException {
        return fill() ? part.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0; // Who has what he wants does not wait for more.
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, part.remaining());
        part.get(into, offset, count);
        return count;
    }

    @Override
    public int available() {
        return part.remaining();
    }

    private boolean fill() throws IOException {
        while (!part.hasRemaining()) {
            if (part == END) {
                return false;
            }
            part = next();
            if (closed) {
                return false;
            }
        }
        return true;
    }

    private ByteBuffer next() throws IOException {
        ByteBuffer next = await();
        if (next == END && failure != null && !closed) {
            part = END;
            throw new Broken(new Transient(from + " broke off its answer: " + Redaction.text(reason(failure)), Duration.ZERO));
        }
        if (next != END && ++taken % (AHEAD / 2) == 0) {
            subscription.request(AHEAD / 2);
        }
        return next;
    }

    private ByteBuffer await() throws IOException {
        try {
            ByteBuffer next = parts.poll();
            if (next == null) {
                pause.run();
                next = parts.poll(Math.min(idle.toNanos(), left()), TimeUnit.NANOSECONDS);
            }
            if (next == null || next != END && left() < 0) {
                close();
                part = END;
                throw new Broken(new Transient(from + (left() <= 0 ? " did not end its answer within " + told.toMillis() + " ms"
                        : " fell silent for " + idle.toMillis() + " ms"), Duration.ZERO));
            }
            bytes += next.remaining();
            return next;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            return END;
        }
    }

    private long left() {
        return whole.map(LongSupplier::getAsLong).orElse(Long.MAX_VALUE);
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /**
     * Ends it from any thread: unless all has come the connection is given up, and a reader that waits sees the end. What has come is not
     * cancelled as well: the JDK would note by whom, and a connection that is kept would keep that and the class loader of a plugin.
     */
    @Override
    public void close() {
        Flow.Subscription known;
        synchronized (parts) {
            closed = true;
            known = subscription;
        }
        parts.add(END);
        if (known != null && !ended) {
            known.cancel();
        }
    }

    /** Carries a fault through code that knows only {@link IOException}. */
    static final class Broken extends IOException {
        private final transient Fault fault;

        Broken(Fault fault) {
            super(fault.getMessage());
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }
}
