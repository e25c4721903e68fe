package dev.chela.gateway.internal.http;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Hears a refused client out, within limits. A connection that is closed over what nobody has read is reset: a client that is still
 * sending would never come to read why it was refused, and one that is done would find its next request on a closed connection.
 * Completes the request's callback behind the refusal.
 */
final class Drain implements Callback, Runnable {
    private static final long MOST = 64L * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Request request;
    private final Callback callback;
    private final AtomicBoolean ended = new AtomicBoolean();
    private Registration alarm = () -> { };
    private long heard;

    Drain(Clock clock, Request request, Callback callback) {
        this.clock = clock;
        this.request = request;
        this.callback = callback;
    }

    /** The refusal is on its way. Most of the time everything has come already. */
    @Override
    public void succeeded() {
        if (!hasHeardAll()) {
            alarm = clock.after(PATIENCE, this::end);
            request.demand(this);
        }
    }

    @Override
    public void failed(Throwable gone) {
        callback.failed(gone);
    }

    /** More has come. */
    @Override
    public void run() {
        if (!hasHeardAll()) {
            request.demand(this);
        }
    }

    private boolean hasHeardAll() {
        while (!ended.get()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                return false;
            }
            heard += chunk.remaining();
            boolean over = Content.Chunk.isFailure(chunk) || chunk.isLast() || heard > MOST;
            chunk.release();
            if (over) {
                end();
            }
        }
        return true;
    }

    private void end() {
        alarm.close();
        if (ended.compareAndSet(false, true)) {
            callback.succeeded();
        }
    }
}
