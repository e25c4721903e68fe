package dev.chela.core.net.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** LangChain4j's way to the host's client, for one token. It is builder and client in one, since nothing is left to build. */
final class TurnHttp implements HttpClientBuilder, HttpClient {
    private static final long LONGEST_ANSWER = 16L * 1024 * 1024;

    private final Supplier<java.net.http.HttpClient> client;
    private final Clock clock;
    private final Cancellation token;
    private final Duration idle;
    private final Runnable pause;

    TurnHttp(Supplier<java.net.http.HttpClient> client, Clock clock, Cancellation token, Duration idle, Runnable pause) {
        this.client = client;
        this.clock = clock;
        this.token = token;
        this.idle = idle;
        this.pause = pause;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        token.check();
        Exchange exchange = new Exchange(client.get(), idle);
        String from = Redaction.address(URI.create(request.url()));
        try (Cancellation.Registration bound = exchange.endWith(token)) {
            HttpResponse<BodyStream> answer = accepted(exchange.open(translated(request)));
            byte[] body = Bodies.read(answer.body(), LONGEST_ANSWER, from);
            cancelledInstead(exchange);
            return opened(answer, body);
        } catch (IOException failure) {
            cancelledInstead(exchange);
            throw Bodies.fault(failure, from);
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Exchange exchange = new Exchange(client.get(), idle);
        GuardedListener guarded = new GuardedListener(listener, URI.create(request.url()));
        try (Cancellation.Registration bound = exchange.endWith(token)) {
            token.check();
            HttpResponse<BodyStream> answer = accepted(exchange.open(translated(request)));
            guarded.onOpen(opened(answer, null));
            answer.body().beforeWaiting(pause);
            feed(answer.body(), parser, guarded);
            cancelledInstead(exchange);
            guarded.onClose();
        } catch (Fault | CancellationException outcome) {
            guarded.onError(outcome);
        } catch (IOException failure) {
            guarded.onError(exchange.ended() ? givenUp() : failure);
        } finally {
            exchange.end();
        }
    }

    private static void feed(BodyStream body, ServerSentEventParser parser, GuardedListener listener) throws IOException {
        if (parser.getClass() == DefaultServerSentEventParser.class) {
            new SseReader(body)
                    .feed(listener, new ServerSentEventContext(new DefaultServerSentEventParsingHandle(body)));
        } else {
            parser.parse(body, listener);
        }
    }

    private void cancelledInstead(Exchange exchange) {
        if (exchange.ended() || token.cancelled()) {
            throw givenUp();
        }
    }

    private static CancellationException givenUp() {
        return new CancellationException("the model's answer was given up");
    }

    private HttpResponse<BodyStream> accepted(HttpResponse<BodyStream> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw Refusals.of(
                    answer.uri(), answer.statusCode(), JdkHttp.lower(answer), Bodies.start(answer.body()), clock.now());
        }
        if (answer.headers().firstValue("content-type").orElse("").startsWith("text/html")) {
            answer.body().close();
            throw new Permanent(Redaction.address(answer.uri())
                    + " answered with a web page: the provider's baseUrl does not lead to its API");
        }
        return answer;
    }

    private static SuccessfulHttpResponse opened(HttpResponse<BodyStream> answer, byte @org.jspecify.annotations.Nullable [] body) {
        return SuccessfulHttpResponse.builder()
                .statusCode(answer.statusCode())
                .headers(answer.headers().map())
                .body(body)
                .build();
    }

    private java.net.http.HttpRequest translated(HttpRequest request) {
        try {
            java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url())).timeout(idle);
            JdkHttp.headers(builder, request.headers() == null ? Map.<String, List<String>>of() : request.headers());
            return builder.method(
                            request.method().name(),
                            request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()))
                    .build();
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("the provider's address or a header cannot be used: "
                    + Redaction.text(String.valueOf(malformed.getMessage())), malformed);
        }
    }

    @Override
    public Duration connectTimeout() {
        return idle;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return idle;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
