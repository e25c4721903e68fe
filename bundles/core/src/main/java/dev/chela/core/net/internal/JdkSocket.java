package dev.chela.core.net.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.WebSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket for threads that wait. It is asked for a message when the one before was taken, so that two at most are kept. */
final class JdkSocket implements WebSocket, java.net.http.WebSocket.Listener {
    /** So long a leave-taking may keep whoever takes leave. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Duration timeout;
    private final int longest;
    private final String to;
    private final BlockingQueue<Frame> heard = new LinkedBlockingQueue<>();
    private final StringBuilder begun = new StringBuilder();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile java.net.http.@Nullable WebSocket line;
    private volatile long heardAt = System.nanoTime();

    private JdkSocket(Duration timeout, int longest, String to) {
        this.timeout = timeout;
        this.longest = longest;
        this.to = to;
    }

    static JdkSocket open(HttpClient client, URI uri, Duration timeout, int longest) {
        JdkSocket socket = new JdkSocket(timeout, longest, Redaction.address(uri));
        CompletableFuture<java.net.http.WebSocket> opening = client.newWebSocketBuilder().connectTimeout(timeout).buildAsync(uri, socket);
        try {
            socket.line = opening.get();
            return socket;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            opening.thenAccept(java.net.http.WebSocket::abort);
            throw new CancellationException("the connection to " + socket.to + " was given up");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IllegalArgumentException malformed) {
                throw new Permanent("not an address of a WebSocket: " + socket.to, malformed);
            }
            throw new Transient("no connection to " + socket.to + ": " + reason(failed.getCause()), Duration.ZERO);
        }
    }

    private static String reason(Throwable failure) {
        if (failure instanceof WebSocketHandshakeException refused) {
            return "HTTP status " + refused.getResponse().statusCode();
        }
        String message = failure.getMessage();
        return failure.getClass().getSimpleName() + (message == null ? "" : ", " + Redaction.text(message));
    }

    @Override
    public Frame receive() {
        try {
            Frame next = heard.take();
            if (next instanceof Frame.Ended) {
                heard.clear(); // Whatever comes behind the end comes too late.
                heard.add(next);
            } else {
                opened().request(1);
            }
            return next;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("nothing more is heard from " + to);
        }
    }

    @Override
    public synchronized void send(String text) {
        passing(still().sendText(text, true));
    }

    @Override
    public synchronized void ping() {
        passing(still().sendPing(ByteBuffer.allocate(0)));
    }

    /** What cannot be sent is the end: the JDK tells its listener of none that comes right behind a message (one in twenty, measured on 25). */
    private void passing(CompletableFuture<?> sent) {
        try {
            await(sent, timeout);
        } catch (Transient broken) {
            end(Frame.Ended.BROKEN, broken.getMessage());
            opened().abort();
            throw broken;
        }
    }

    @Override
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    private java.net.http.WebSocket still() {
        if (over.get()) {
            throw new Transient("the line to " + to + " has ended", Duration.ZERO);
        }
        return opened();
    }

    private void await(CompletableFuture<?> sent, Duration within) {
        try {
            sent.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("sending to " + to + " was given up");
        } catch (ExecutionException broken) {
            throw new Transient("the line to " + to + " broke: " + reason(broken.getCause()), Duration.ZERO);
        } catch (TimeoutException stuck) {
            throw new Transient(to + " took nothing within " + within.toMillis() + " ms", Duration.ZERO);
        }
    }

    private java.net.http.WebSocket opened() {
        java.net.http.WebSocket now = line;
        if (now == null) {
            throw new IllegalStateException("the line to " + to + " is not open yet");
        }
        return now;
    }

    /** It breaks at once for whoever waits, and for a sender that is stuck. */
    @Override
    public void close(int code) {
        if (!end(code, "closed here")) {
            return;
        }
        java.net.http.WebSocket now = opened();
        try {
            await(now.sendClose(code, ""), FAREWELL);
        } catch (Transient | CancellationException unheard) {
            return; // It is gone, or does not listen: then it learns it from the connection.
        } finally {
            now.abort();
        }
    }

    private boolean end(int code, String reason) {
        boolean first = over.compareAndSet(false, true);
        if (first) {
            heard.add(new Frame.Ended(code, reason));
        }
        return first;
    }

    @Override
    public @Nullable CompletionStage<?> onText(java.net.http.WebSocket from, CharSequence data, boolean last) {
        heardAt = System.nanoTime();
        if (begun.length() + data.length() > longest) {
            end(Frame.Ended.BROKEN, "a message of more than " + longest + " characters");
            from.abort();
            return null;
        }
        begun.append(data);
        if (last) {
            heard.add(new Frame.Said(begun.toString()));
            begun.setLength(0);
        } else {
            from.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(java.net.http.WebSocket from, ByteBuffer message) {
        return alive(from);
    }

    @Override
    public @Nullable CompletionStage<?> onPong(java.net.http.WebSocket from, ByteBuffer message) {
        return alive(from);
    }

    private @Nullable CompletionStage<?> alive(java.net.http.WebSocket from) {
        heardAt = System.nanoTime();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(java.net.http.WebSocket from, int code, String reason) {
        end(code, reason);
        return null;
    }

    @Override
    public void onError(java.net.http.WebSocket from, Throwable error) {
        end(Frame.Ended.BROKEN, reason(error));
    }
}
