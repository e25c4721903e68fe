package dev.chela.gateway.internal.http;

import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** An endpoint for whoever watches over the process: no login, no detail. */
public record Probe(String path, Supplier<Answer> answer) implements HttpEndpoint {
    public record Answer(int status, String json) {}

    @Override
    public Route route() {
        return new Route(Set.of("GET"), path, Route.Access.PUBLIC, 0, Duration.ofSeconds(5));
    }

    @Override
    public Reply handle(Request request) {
        Answer now = answer.get();
        return new Reply.Full(now.status(), Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                now.json().getBytes(StandardCharsets.UTF_8));
    }
}
