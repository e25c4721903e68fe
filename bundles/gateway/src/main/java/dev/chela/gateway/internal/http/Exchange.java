package dev.chela.gateway.internal.http;

import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request to an endpoint, on a thread of its own, within its limits of size and time. */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Duration BODY = Duration.ofSeconds(60);

    private final Clock clock;
    private final Endpoints.Entry entry;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final String client;
    private final Deadline deadline = new Deadline();

    /** @param client the address of whoever asks; empty when nobody can tell */
    Exchange(Clock clock, Endpoints.Entry entry, Request request, Response response, Callback callback, String client) {
        this.client = client;
        this.clock = clock;
        this.entry = entry;
        this.request = request;
        this.response = response;
        this.callback = callback;
    }

    void run() {
        request.addFailureListener(failure -> deadline.cancel());
        // An endpoint that is silent is not idle: it has a time of its own, and so has the reading of the body.
        request.addIdleTimeoutListener(silence -> false);
        try {
            byte[] body = within(BODY, this::body);
            if (body == null) {
                Answers.error(request, response, new Drain(clock, request, callback), 413,
                        "The body is larger than " + entry.route().maxBody() + " bytes", "too_large", Map.of("Connection", "close"));
            } else {
                answer(body);
            }
        } catch (IOException clientGone) {
            LOG.debug("{} {}: {}", request.getMethod(), entry.route().path(), clientGone.toString());
            callback.failed(clientGone);
        }
    }

    private void answer(byte[] body) throws IOException {
        try (Registration watch = Line.watch(request, deadline::cancel)) {
            Reply reply;
            try {
                reply = within(entry.route().timeout(), () -> call(body));
            } catch (Exception fault) {
                failed(fault);
                return;
            }
            write(reply);
        }
    }

    /** The one place where an endpoint of another bundle is called. */
    private Reply call(byte[] body) throws Exception {
        if (!entry.tenant().enter()) {
            return Answers.gone();
        }
        try {
            return entry.endpoint().handle(view(body));
        } finally {
            entry.tenant().leave();
        }
    }

    private void failed(Exception fault) {
        if (deadline.passed()) {
            Answers.error(request, response, callback, 503, "The request took longer than " + entry.route().timeout().toMillis() + " ms",
                    "timeout", Map.of());
        } else {
            LOG.error("{} {} failed in {}", request.getMethod(), entry.route().path(),
                    endpoint().getClass().getName(), fault);
            Answers.error(request, response, callback, 500, "Internal error", "internal_error", Map.of());
        }
    }

    private HttpEndpoint endpoint() {
        return entry.endpoint();
    }

    @FunctionalInterface
    private interface Step<T, X extends Exception> {
        T run() throws X;
    }

    private <T, X extends Exception> T within(Duration time, Step<T, X> step) throws X {
        deadline.begin();
        try (Registration alarm = clock.after(time, deadline::pass)) {
            return step.run();
        } finally {
            deadline.end();
        }
    }

    /** Null when it is too large. The stream stays open: closed over a rest, it would break the connection, and who sends it is to be told. */
    private byte[] body() throws IOException {
        int cap = (int) Math.min(Integer.MAX_VALUE - 8, entry.route().maxBody());
        InputStream in = Content.Source.asInputStream(request);
        byte[] body = in.readNBytes(cap);
        return body.length == cap && in.read() >= 0 ? null : body;
    }

    private RequestView view(byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            headers.merge(name, List.of(field.getValue() == null ? "" : field.getValue()), Exchange::joined);
        }
        return new RequestView(request.getMethod(), Paths.uri(request), headers, body, client, deadline);
    }

    private static List<String> joined(List<String> first, List<String> more) {
        return java.util.stream.Stream.concat(first.stream(), more.stream()).toList();
    }

    private void write(Reply reply) throws IOException {
        boolean head = request.getMethod().equals("HEAD");
        if (reply instanceof Reply.Full full) {
            Answers.head(response, full.status(), full.headers());
            response.getHeaders().put("Content-Length", full.body().length);
            response.write(true, head ? null : ByteBuffer.wrap(full.body()), callback);
        } else if (reply instanceof Reply.Streamed streamed) {
            Answers.head(response, streamed.status(), streamed.headers());
            stream(streamed, head);
        }
    }

    private void stream(Reply.Streamed streamed, boolean head) throws IOException {
        if (head) {
            response.write(true, null, callback);
            return;
        }
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            streamed.to().write(out);
        } finally {
            deadline.cancel();
        }
        callback.succeeded();
    }
}
