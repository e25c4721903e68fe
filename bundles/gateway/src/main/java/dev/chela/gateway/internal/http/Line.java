package dev.chela.gateway.internal.http;

import dev.chela.api.task.Cancellation.Registration;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection that notices its end while a request is worked on. Jetty reads nothing from an HTTP/1.1 client until it has its
 * answer, so whoever gave up waiting would be found out only by writing to them. Here the watch reads instead, and keeps what it found
 * (of the client's next request) for Jetty's own reading.
 */
public final class Line extends SocketChannelEndPoint {
    private static final int AHEAD = 4 * 1024;

    private final Executor executor;
    private final Callback watch = new Watch();
    /** Null until the first watch: most connections are sockets, which are never watched. */
    private volatile @Nullable ByteBuffer ahead;
    private boolean watching;
    private @Nullable Callback reader;
    private @Nullable Runnable gone;

    public Line(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, Executor executor) {
        super(channel, selector, key, scheduler);
        this.executor = executor;
    }

    /**
     * To be called when the request has been read to its end.
     *
     * @param gone run once when the client closes, or half-closes, its side; on a thread that may wait
     */
    static Registration watch(Request request, Runnable gone) {
        EndPoint end = request.getConnectionMetaData().getConnection().getEndPoint();
        while (end instanceof EndPoint.Wrapper wrapper) { // TLS
            end = wrapper.unwrap();
        }
        return end instanceof Line line ? line.watch(gone) : () -> { };
    }

    private synchronized Registration watch(Runnable action) {
        if (ahead == null) {
            ahead = BufferUtil.allocate(AHEAD);
        }
        gone = action;
        listen();
        return () -> forget(action);
    }

    /** A later request of the same client may be watched already. */
    private synchronized void forget(Runnable action) {
        if (gone == action) {
            gone = null;
        }
    }

    private void listen() {
        if (!watching && BufferUtil.space(ahead) > 0) {
            watching = super.tryFillInterested(watch);
        }
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (ahead == null) {
            return super.fill(buffer);
        }
        synchronized (this) {
            if (BufferUtil.isEmpty(ahead)) {
                return super.fill(buffer);
            }
            int from = BufferUtil.flipToFill(buffer);
            int taken = BufferUtil.put(ahead, buffer);
            BufferUtil.flipToFlush(buffer, from);
            return taken;
        }
    }

    @Override
    public void fillInterested(Callback callback) {
        if (!tryFillInterested(callback)) {
            throw new ReadPendingException();
        }
    }

    @Override
    public boolean tryFillInterested(Callback callback) {
        if (ahead == null) {
            return super.tryFillInterested(callback);
        }
        synchronized (this) {
            if (BufferUtil.hasContent(ahead) || isInputShutdown()) {
                executor.execute(callback::succeeded);
                return true;
            }
            if (!watching) {
                return super.tryFillInterested(callback);
            }
            boolean free = reader == null;
            reader = free ? callback : reader;
            return free;
        }
    }

    /** A watch is no reading that Jetty would have to end before it can take the next request. */
    @Override
    public boolean isFillInterested() {
        if (ahead == null) {
            return super.isFillInterested();
        }
        synchronized (this) {
            return watching ? reader != null : super.isFillInterested();
        }
    }

    /** Reads ahead, unless Jetty wants to read by now. */
    private void readable() {
        Callback next;
        Runnable left = null;
        synchronized (this) {
            watching = false;
            next = reader;
            reader = null;
            if (next == null && gone != null && ended()) {
                left = gone;
                gone = null;
            } else if (next == null && gone != null) {
                listen();
            }
        }
        run(next, left);
    }

    private boolean ended() {
        try {
            return super.fill(ahead) < 0;
        } catch (IOException broken) {
            return true; // However it broke, nobody reads an answer there.
        }
    }

    private static void run(@Nullable Callback next, @Nullable Runnable left) {
        if (next != null) {
            next.succeeded();
        }
        if (left != null) {
            left.run();
        }
    }

    /** The connection was closed from this side, or nobody used it for too long. */
    private void failed(Throwable cause) {
        Callback next;
        Runnable left;
        synchronized (this) {
            watching = false;
            next = reader;
            reader = null;
            left = gone;
            gone = null;
        }
        if (next != null) {
            next.failed(cause);
        }
        run(null, left);
    }

    private final class Watch implements Callback {
        @Override
        public void succeeded() {
            readable();
        }

        @Override
        public void failed(Throwable cause) {
            Line.this.failed(cause);
        }
    }
}
