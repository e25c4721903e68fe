package dev.chela.core.net.internal;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Transient;
import dev.chela.api.task.Cancellation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One request and its answer, from the first byte sent to the last one read, which may be ended from outside at any moment. */
final class Exchange {
    private final HttpClient client;
    private final Duration idle;
    private volatile boolean ended;
    private volatile @Nullable CompletableFuture<?> pending;
    private volatile @Nullable BodyStream body;

    Exchange(HttpClient client, Duration idle) {
        this.client = client;
        this.idle = idle;
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
        } catch (ExecutionException failure) {
            if (stale(failure.getCause())) {
                return again(request);
            }
            throw fault(request.uri(), failure.getCause());
        }
    }

    /** A kept connection may have been closed by the server while our request was on its way: once, and at once, a new one. */
    private static boolean stale(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof ConnectException)
                && String.valueOf(failure.getMessage()).contains("received no bytes");
    }

    private HttpResponse<BodyStream> again(HttpRequest request) {
        try {
            return attempt(request);
        } catch (ExecutionException failure) {
            throw fault(request.uri(), failure.getCause());
        }
    }

    private HttpResponse<BodyStream> attempt(HttpRequest request) throws ExecutionException {
        String from = Redaction.address(request.uri());
        CompletableFuture<HttpResponse<BodyStream>> sent = client.sendAsync(request, head -> {
            BodyStream stream = new BodyStream(idle, from);
            body = stream;
            if (ended) {
                stream.close();
            }
            return stream;
        });
        pending = sent;
        if (ended) {
            sent.cancel(true);
        }
        return await(sent, from);
    }

    private HttpResponse<BodyStream> await(CompletableFuture<HttpResponse<BodyStream>> sent, String from) throws ExecutionException {
        try {
            return sent.get(idle.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            end();
            throw new Transient(from + " did not answer within " + idle.toMillis() + " ms", Duration.ZERO);
        } catch (InterruptedException interrupted) {
            end();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for " + from);
        }
    }

    /** Ties it to a token: it ends when the token is cancelled. */
    Cancellation.Registration endWith(Cancellation token) {
        return token.onCancel(this::end);
    }

    void end() {
        ended = true;
        CompletableFuture<?> request = pending;
        if (request != null) {
            request.cancel(true);
        }
        BodyStream stream = body;
        if (stream != null) {
            stream.close();
        }
    }

    boolean ended() {
        return ended;
    }

    private RuntimeException fault(URI uri, Throwable failure) {
        if (ended || failure instanceof CancellationException) {
            return new CancellationException("the request to " + Redaction.address(uri) + " was given up");
        }
        if (failure instanceof IOException) {
            // No cause: LangChain4j replaces an exception by what it finds at the root of its causes.
            return new Transient("no connection to " + Redaction.address(uri) + ": " + reason(failure), Duration.ZERO);
        }
        return new Defect("the request to " + Redaction.address(uri) + " failed: " + failure, failure);
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
