package dev.chela.core.net.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * Stands before LangChain4j's listener: the first failure ends the stream and is the only one told, and it is a fault of ours. Without
 * it LangChain4j logs what a listener throws, goes on reading, and calls a broken answer complete.
 */
final class GuardedListener implements ServerSentEventListener {
    private final ServerSentEventListener listener;
    private final URI uri;
    private boolean failed;

    GuardedListener(ServerSentEventListener listener, URI uri) {
        this.listener = listener;
        this.uri = uri;
    }

    @Override
    public void onOpen(SuccessfulHttpResponse response) {
        listener.onOpen(response);
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        if (failed) {
            return;
        }
        if (tellsFailure(event)) {
            context.parsingHandle().cancel();
            onError(Refusals.inStream(uri, event.data()));
            return;
        }
        try {
            listener.onEvent(event, context);
        } catch (RuntimeException failure) {
            context.parsingHandle().cancel();
            onError(failure);
        }
    }

    private static boolean tellsFailure(ServerSentEvent event) {
        return "error".equals(event.event()) || event.data().startsWith("{\"error\"");
    }

    @Override
    public void onError(Throwable failure) {
        if (!failed) {
            failed = true;
            listener.onError(translated(failure));
        }
    }

    private RuntimeException translated(Throwable failure) {
        if (failure instanceof Fault || failure instanceof CancellationException) {
            return (RuntimeException) failure;
        }
        String from = Redaction.address(uri);
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof JsonProcessingException) {
                return new Transient(from + " sent a part of its answer that is not JSON", Duration.ZERO);
            }
        }
        return failure instanceof IOException broken
                ? Bodies.fault(broken, from)
                : new Defect("reading the answer of " + from + " failed: " + failure, failure);
    }

    @Override
    public void onClose() {
        if (!failed) {
            listener.onClose();
        }
    }
}
