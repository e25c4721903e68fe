package dev.chela.core.net;

import dev.chela.api.fault.Denied;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A model's HTTP, as {@link GuardedHttp} is a channel's.
 *
 * @param guard as there
 */
public record GuardedModels(HttpClientBuilder inner, Consumer<URI> guard) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
        return inner.connectTimeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return new GuardedModels(inner.connectTimeout(timeout), guard);
    }

    @Override
    public Duration readTimeout() {
        return inner.readTimeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return new GuardedModels(inner.readTimeout(timeout), guard);
    }

    @Override
    public HttpClient build() {
        return new Client(inner.build(), guard);
    }

    private record Client(HttpClient inner, Consumer<URI> guard) implements HttpClient {
        @Override
        public SuccessfulHttpResponse execute(HttpRequest request) throws HttpException {
            guard.accept(URI.create(request.url()));
            return inner.execute(request);
        }

        @Override
        public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
            try {
                guard.accept(URI.create(request.url()));
            } catch (Denied denied) {
                listener.onError(denied);
                return;
            }
            inner.execute(request, parser, listener);
        }
    }
}
