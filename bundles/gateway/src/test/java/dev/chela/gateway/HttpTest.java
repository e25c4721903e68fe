package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.config.Secret;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.gateway.internal.config.GatewayConfig.Auth;
import dev.chela.gateway.internal.config.GatewayConfig.RateLimit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path home;

    private TestGateway gateway;

    @FunctionalInterface
    private interface Handling {
        Reply handle(Request request) throws Exception;
    }

    private record Endpoint(Route route, Handling handling) implements HttpEndpoint {
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

    private static Endpoint echo(String method, String path, Route.Access access) {
        return new Endpoint(new Route(Set.of(method), path, access, 1000, Duration.ofSeconds(5)),
                request -> text(200, request.method() + " " + request.uri() + " " + new String(request.body(), StandardCharsets.UTF_8)));
    }

    private static Reply text(int status, String text) {
        return new Reply.Full(status, Map.of("Content-Type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void answers_the_probes() throws Exception {
        for (String path : new String[] {"/healthz", "/health"}) {
            assertThat(get(path).body()).isEqualTo("{\"ok\":true,\"status\":\"live\"}");
        }
        assertThat(get("/readyz").body()).startsWith("{\"ready\":true,\"failing\":[],\"uptimeMs\":");
        assertThat(get("/startupz").body()).startsWith("{\"ok\":true,\"status\":\"started\",\"version\":\"1.2.3\"");
    }

    @Test
    void is_not_ready_without_someone_to_greet() throws Exception {
        TestGateway.House house = new TestGateway.House(java.util.List.of());
        gateway.listener.bind(house);
        gateway.listener.unbind(house);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void serves_endpoints_that_come_and_go() throws Exception {
        HttpEndpoint echo = echo("GET", "/echo", Route.Access.PUBLIC);
        assertThat(get("/echo").statusCode()).isEqualTo(404);
        gateway.serving(echo);
        assertThat(get("/echo?a=b%20c").body()).isEqualTo("GET /echo?a=b%20c ");
        gateway.endpoints.unbind(echo);
        assertThat(get("/echo").statusCode()).isEqualTo(404);
    }

    @Test
    void prefers_the_most_specific_path_and_then_the_newest() throws Exception {
        gateway.serving(echo("GET", "/*", Route.Access.PUBLIC))
                .serving(new Endpoint(new Route(Set.of("GET"), "/a/*", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)), r -> text(200, "old")))
                .serving(new Endpoint(new Route(Set.of("GET"), "/a/*", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)), r -> text(200, "new")))
                .serving(new Endpoint(new Route(Set.of("GET"), "/a/b", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)), r -> text(200, "exact")));
        assertThat(get("/x/y").body()).startsWith("GET /x/y");
        assertThat(get("/a").body()).isEqualTo("new");
        assertThat(get("/a/c").body()).isEqualTo("new");
        assertThat(get("/a/b").body()).isEqualTo("exact");
        assertThat(get("/a/./x/../b").body()).isEqualTo("exact");
    }

    @Test
    void refuses_paths_that_could_be_read_in_two_ways() throws Exception {
        gateway.serving(echo("GET", "/*", Route.Access.PUBLIC));
        assertThat(raw("GET /a/%2e%2e/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(raw("GET //a/b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400").endsWith("{\"error\":{\"message\":\"Bad Request\",\"type\":\"invalid_request\"}}");
        assertThat(raw("GET /a%2fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
    }

    @Test
    void answers_head_options_and_what_is_not_allowed() throws Exception {
        gateway.serving(echo("GET", "/echo", Route.Access.PUBLIC));
        HttpResponse<String> head = send("HEAD", "/echo", "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("content-length")).isPresent();
        assertThat(send("OPTIONS", "/echo", "").headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
        HttpResponse<String> post = send("POST", "/echo", "x");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void lets_only_the_owner_in_where_it_says_so() throws Exception {
        gateway.serving(echo("GET", "/mine", Route.Access.GATEWAY_TOKEN));
        assertThat(get("/mine").statusCode()).isEqualTo(401);
        assertThat(get("/mine").body()).isEqualTo("{\"error\":{\"message\":\"Unauthorized\",\"type\":\"unauthorized\"}}");
        assertThat(get("/mine", "Authorization", "Bearer " + TestGateway.TOKEN).statusCode()).isEqualTo(200);
        assertThat(get("/mine", "Authorization", "Bearer " + TestGateway.TOKEN, "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        for (int i = 0; i < 3; i++) {
            assertThat(get("/mine", "Authorization", "Bearer wrong").statusCode()).isEqualTo(401);
        }
        HttpResponse<String> locked = get("/mine", "Authorization", "Bearer " + TestGateway.TOKEN);
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("retry-after")).isPresent();
        try (TestClient socket = TestClient.open(gateway.uri())) {
            assertThat(socket.connect(p -> { }).at("/error/details/code").asText()).as("one count for both").isEqualTo("AUTH_RATE_LIMITED");
        }
    }

    @Test
    void refuses_a_body_that_is_too_large_announced_or_not() throws Exception {
        gateway.serving(echo("POST", "/echo", Route.Access.PUBLIC));
        assertThat(send("POST", "/echo", "x".repeat(1000)).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/echo", "x".repeat(1001)).statusCode()).isEqualTo(413);
        HttpRequest chunked = HttpRequest.newBuilder(gateway.http("/echo")).POST(
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[2000]))).build();
        assertThat(HTTP.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    }

    @Test
    void ends_an_endpoint_that_takes_too_long() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        gateway.serving(new Endpoint(new Route(Set.of("GET"), "/slow", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)), request -> {
            request.cancellation().onCancel(cancelled::countDown);
            entered.countDown();
            new CountDownLatch(1).await();
            return text(200, "never");
        }));
        CompletableFuture<HttpResponse<String>> answer = HTTP.sendAsync(
                HttpRequest.newBuilder(gateway.http("/slow")).build(), BodyHandlers.ofString());
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        gateway.clock.advance(Duration.ofSeconds(5));
        assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tells_nothing_of_a_fault_inside() throws Exception {
        gateway.serving(new Endpoint(new Route(Set.of("GET"), "/broken", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)), request -> {
            throw new IllegalStateException("the password is 1234");
        }));
        assertThat(get("/broken").statusCode()).isEqualTo(500);
        assertThat(get("/broken").body()).doesNotContain("1234");
    }

    @Test
    void streams_as_it_is_written() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        gateway.serving(new Endpoint(new Route(Set.of("GET"), "/stream", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)),
                request -> new Reply.Streamed(200, Map.of("Content-Type", "text/event-stream"), out -> {
                    out.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    await(seen);
                    out.write("data: 2\n\n".getBytes(StandardCharsets.UTF_8));
                })));
        HttpResponse<java.io.InputStream> response = HTTP.send(
                HttpRequest.newBuilder(gateway.http("/stream")).build(), BodyHandlers.ofInputStream());
        try (var in = response.body()) {
            assertThat(new String(in.readNBytes(9), StandardCharsets.UTF_8)).isEqualTo("data: 1\n\n");
            seen.countDown();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("data: 2\n\n");
        }
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.uri().getPort());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void tells_a_silent_endpoint_that_its_client_has_gone() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        gateway.serving(new Endpoint(new Route(Set.of("POST"), "/slow", Route.Access.PUBLIC, 100, Duration.ofSeconds(5)), request -> {
            request.cancellation().onCancel(cancelled::countDown);
            entered.countDown();
            await(cancelled);
            return text(200, "too late");
        }));
        try (Socket socket = send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi")) {
            await(entered);
            assertThat(cancelled.getCount()).isEqualTo(1);
        }
        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tells_an_endpoint_that_streams_nothing_yet_that_its_client_has_gone() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        gateway.serving(new Endpoint(new Route(Set.of("GET"), "/stream", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)), request -> {
            request.cancellation().onCancel(cancelled::countDown);
            return new Reply.Streamed(200, Map.of(), out -> {
                out.write('1');
                out.flush();
                await(cancelled);
            });
        }));
        try (Socket socket = send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")) {
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        assertThat(cancelled.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void answers_in_order_what_a_client_asks_before_it_has_its_answer() throws Exception {
        Semaphore entered = new Semaphore(0);
        Semaphore go = new Semaphore(0);
        gateway.serving(new Endpoint(new Route(Set.of("POST"), "/echo", Route.Access.PUBLIC, 9000, Duration.ofSeconds(5)), request -> {
            entered.release();
            go.acquire();
            assertThat(request.cancellation().cancelled()).isFalse();
            return text(200, new String(request.body(), StandardCharsets.US_ASCII) + "\n");
        }));
        String body = "x".repeat(8000);
        try (Socket socket = send("")) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            ask(socket, "0" + body);
            for (int i = 1; i <= 50; i++) {
                entered.acquire();
                ask(socket, i + body);
                go.release();
                assertThat(answer(in)).isEqualTo(i - 1 + body);
            }
            go.release();
            assertThat(answer(in)).isEqualTo("50" + body);
        }
    }

    /** In two pieces, so that the first may be read while the request before it is worked on. */
    private static void ask(Socket socket, String body) throws IOException {
        socket.getOutputStream().write("POST /echo HT".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(("TP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static String answer(BufferedReader in) throws IOException {
        while (!in.readLine().isEmpty()) {
            continue;
        }
        return in.readLine();
    }

    @Test
    void stops_streaming_when_the_client_goes() throws Exception {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        gateway.serving(new Endpoint(new Route(Set.of("GET"), "/stream", Route.Access.PUBLIC, 0, Duration.ofSeconds(5)),
                request -> new Reply.Streamed(200, Map.of(), out -> {
                    try {
                        while (true) {
                            out.write(new byte[8192]);
                        }
                    } catch (IOException gone) {
                        end.complete(gone);
                        throw gone;
                    }
                })));
        try (Socket socket = new Socket("127.0.0.1", gateway.uri().getPort())) {
            socket.getOutputStream().write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
        assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.http(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(gateway.http(path)).method(method, BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.uri().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
