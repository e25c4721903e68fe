package dev.chela.core.net;

import dev.chela.api.fault.Denied;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.time.Duration;

/** A model's HTTP, as {@link GuardedHttp} is a channel's. */
public record GuardedModels(HttpClientBuilder inner, Passage passage) implements HttpClientBuilder {
    @Override
    public Duration connectTimeout() {
        return inner.connectTimeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return new GuardedModels(inner.connectTimeout(timeout), passage);
    }

    @Override
    public Duration readTimeout() {
        return inner.readTimeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return new GuardedModels(inner.readTimeout(timeout), passage);
    }

    @Override
    public HttpClient build() {
        return new Client(inner.build(), passage);
    }

    private record Client(HttpClient inner, Passage passage) implements HttpClient {
        @Override
        public SuccessfulHttpResponse execute(HttpRequest request) throws HttpException {
            passage.ask(URI.create(request.url()));
            sent(request);
            SuccessfulHttpResponse answer = inner.execute(request);
            if (answer.body() != null) {
                passage.received(answer.body());
            }
            return answer;
        }

        @Override
        public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
            try {
                passage.ask(URI.create(request.url()));
            } catch (Denied denied) {
                listener.onError(denied);
                return;
            }
            sent(request);
            inner.execute(request, parser, new Counting(listener, passage));
        }

        private void sent(HttpRequest request) {
            if (request.body() != null) {
                passage.sent(request.body());
            }
        }
    }

    private record Counting(ServerSentEventListener inner, Passage passage) implements ServerSentEventListener {
        @Override
        public void onOpen(SuccessfulHttpResponse response) {
            inner.onOpen(response);
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            passage.received(event.data());
            inner.onEvent(event, context);
        }

        @Override
        public void onError(Throwable failure) {
            inner.onError(failure);
        }

        @Override
        public void onClose() {
            inner.onClose();
        }
    }
}
