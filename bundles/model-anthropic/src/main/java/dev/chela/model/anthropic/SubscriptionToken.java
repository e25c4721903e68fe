package dev.chela.model.anthropic;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The setup token of a subscription is not an API key: it goes into {@code Authorization}, with the beta that allows it. LangChain4j
 * always writes {@code x-api-key}, so that the request is changed on its way.
 */
record SubscriptionToken(HttpClientBuilder host) implements HttpClientBuilder {
    private static final String PREFIX = "sk-ant-oat";
    private static final String BETA = "oauth-2025-04-20";

    static boolean is(String credential) {
        return credential.startsWith(PREFIX);
    }

    @Override
    public HttpClient build() {
        return new Client(host.build());
    }

    private record Client(HttpClient client) implements HttpClient {
        @Override
        public SuccessfulHttpResponse execute(HttpRequest request) {
            return client.execute(changed(request));
        }

        @Override
        public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
            client.execute(changed(request), parser, listener);
        }

        private static HttpRequest changed(HttpRequest request) {
            Map<String, List<String>> headers = new HashMap<>(request.headers());
            headers.put("Authorization", List.of("Bearer " + headers.remove("x-api-key").get(0)));
            headers.merge("anthropic-beta", List.of(BETA), (own, beta) -> List.of(own.get(0) + "," + BETA));
            return HttpRequest.builder()
                    .method(request.method())
                    .url(request.url())
                    .headers(headers)
                    .body(request.body())
                    .build();
        }
    }

    @Override
    public Duration connectTimeout() {
        return host.connectTimeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return host.readTimeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }
}
