package dev.chela.gateway;

import dev.chela.api.config.Secret;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.gateway.internal.config.GatewayConfig.Auth;
import dev.chela.gateway.internal.config.GatewayConfig.RateLimit;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose endpoints are the test's own, and ways to ask it. */
abstract class HttpRoom {
    static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path home;

    TestGateway gateway;

    @FunctionalInterface
    interface Handling {
        Reply handle(Request request) throws Exception;
    }

    record Endpoint(Route route, Handling handling) implements HttpEndpoint {
        @Override
        public Reply handle(Request request) throws Exception {
            return handling.handle(request);
        }
    }

    @BeforeEach
    void start() {
        gateway = TestGateway.start(home, TestGateway.with(
                new Auth(null, new Secret(TestGateway.TOKEN), null, new RateLimit(3, null, null, false), null)));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    static Endpoint echo(String method, String path, Route.Access access) {
        return new Endpoint(new Route(Set.of(method), path, access, 1000, Duration.ofSeconds(5)),
                request -> text(200, request.method() + " " + request.uri() + " " + new String(request.body(), StandardCharsets.UTF_8)));
    }

    static Reply text(int status, String text) {
        return new Reply.Full(status, Map.of("Content-Type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.http(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(gateway.http(path)).method(method, BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    Socket send(String request) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.uri().getPort());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
