package dev.chela.core.net.internal;

import dev.chela.api.fault.Transient;
import dev.chela.api.net.NotSent;
import dev.chela.api.task.Cancellation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, from the first byte sent to the last one read, which may be ended from outside at any moment. It waits in
 * the client's blocking call, which must be interrupted to be ended: the asynchronous one starts a thread for each answer on machines
 * with two processors.
 */
final class Exchange {
    private final HttpClient client;
    private final Duration idle;
    private final boolean tellsUnsent;
    private final Object lock = new Object();
    private boolean ended;
    private @Nullable Thread waiting;
    private @Nullable BodyStream body;

    Exchange(HttpClient client, Duration idle) {
        this(client, idle, false);
    }

    private Exchange(HttpClient client, Duration idle, boolean tellsUnsent) {
        this.client = client;
        this.idle = idle;
        this.tellsUnsent = tellsUnsent;
    }

    /** One whose faults say by a {@link NotSent} that nothing was sent, where that is certain. */
    static Exchange tellingUnsent(HttpClient client, Duration idle) {
        return new Exchange(client, idle, true);
    }

    /**
     * Sends, and waits for the head of the answer.
     *
     * @throws Transient when there was no connection, or no head in time
     * @throws CancellationException when it was ended, or the calling thread interrupted
     */
    HttpResponse<BodyStream> open(HttpRequest request) {
        try {
            return attempt(request);
        } catch (IOException failure) {
            if (stale(failure) && !ended() && mayRepeat(request)) {
                return again(request);
            }
            throw fault(request.uri(), failure);
        }
    }

    /** A kept connection may have been closed by the server while our request was on its way: once, and at once, a new one. */
    private static boolean stale(IOException failure) {
        return !(failure instanceof ConnectException)
                && String.valueOf(failure.getMessage()).contains("received no bytes");
    }

    /** Who tells apart what was sent must not have it sent twice: a server that took it and died looks the same as one that closed before. */
    private boolean mayRepeat(HttpRequest request) {
        return !tellsUnsent || request.method().equals("GET") || request.method().equals("HEAD");
    }

    private HttpResponse<BodyStream> again(HttpRequest request) {
        try {
            return attempt(request);
        } catch (IOException failure) {
            throw fault(request.uri(), failure);
        }
    }

    private HttpResponse<BodyStream> attempt(HttpRequest request) throws IOException {
        startWaiting(request.uri());
        boolean interrupted = false;
        try {
            return client.send(request, head -> stream(Redaction.address(request.uri())));
        } catch (InterruptedException e) {
            interrupted = true;
            throw givenUp(request.uri());
        } finally {
            stopWaiting(interrupted);
        }
    }

    private void startWaiting(URI uri) {
        synchronized (lock) {
            if (ended) {
                throw givenUp(uri);
            }
            waiting = Thread.currentThread();
        }
    }

    /** Takes back an interrupt of ours that came too late, and passes on one that was not ours. */
    private void stopWaiting(boolean interrupted) {
        synchronized (lock) {
            waiting = null;
            if (ended) {
                Thread.interrupted();
            } else if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private BodyStream stream(String from) {
        BodyStream stream = new BodyStream(idle, from);
        synchronized (lock) {
            body = stream;
            if (ended) {
                stream.close();
            }
        }
        return stream;
    }

    /** Ties it to a token: it ends when the token is cancelled. */
    Cancellation.Registration endWith(Cancellation token) {
        return token.onCancel(this::end);
    }

    void end() {
        BodyStream stream;
        synchronized (lock) {
            ended = true;
            stream = body;
            if (waiting != null) {
                waiting.interrupt();
            }
        }
        if (stream != null) {
            stream.close();
        }
    }

    boolean ended() {
        synchronized (lock) {
            return ended;
        }
    }

    private static CancellationException givenUp(URI uri) {
        return new CancellationException("the request to " + Redaction.address(uri) + " was given up");
    }

    private RuntimeException fault(URI uri, IOException failure) {
        if (ended()) {
            return givenUp(uri);
        }
        if (failure instanceof HttpTimeoutException && !(failure instanceof HttpConnectTimeoutException)) {
            return new Transient(Redaction.address(uri) + " did not answer within " + idle.toMillis() + " ms", Duration.ZERO);
        }
        String why = "no connection to " + Redaction.address(uri) + (failure instanceof HttpConnectTimeoutException ? within() : ": " + reason(failure));
        // A cause only where it says something: LangChain4j replaces an exception by what it finds at the root of its causes.
        return tellsUnsent && unsent(failure) ? new Transient(why, Duration.ZERO, new NotSent(why)) : new Transient(why, Duration.ZERO);
    }

    /** Connecting has a limit of its own, and the whole exchange's where that is shorter. */
    private String within() {
        Duration connecting = client.connectTimeout().filter(limit -> limit.compareTo(idle) < 0).orElse(idle);
        return " within " + connecting.toMillis() + " ms";
    }

    /** What fails before there is a connection, and before it is sealed. */
    private static boolean unsent(IOException failure) {
        return failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException || failure instanceof SSLHandshakeException;
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getMessage() == null && root.getCause() != null) {
            root = root.getCause();
        }
        String name = root.getClass().getSimpleName();
        return root.getMessage() == null ? name : name + ", " + Redaction.text(root.getMessage());
    }
}
