package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.http.Reply;
import dev.chela.api.http.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint need not care about: bodies that are too large, work that takes too long, clients that go away. */
class HttpLimitsTest extends HttpRoom {
    @Test
    void refuses_a_body_that_is_too_large_announced_or_not() throws Exception {
        gateway.serving(echo("POST", "/echo", Route.Access.PUBLIC));
        assertThat(send("POST", "/echo", "x".repeat(1000)).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/echo", "x".repeat(1001)).statusCode()).isEqualTo(413);
        HttpRequest chunked = HttpRequest.newBuilder(gateway.http("/echo")).POST(
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[2000]))).build();
        assertThat(HTTP.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 20000000", "Transfer-Encoding: chunked"})
    void who_sends_too_much_and_only_then_reads_is_told_so(String length) throws Exception {
        gateway.serving(echo("POST", "/echo", Route.Access.PUBLIC));
        try (Socket socket = new Socket("127.0.0.1", gateway.uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /echo HTTP/1.1\r\nHost: here\r\n" + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] megabyte = new byte[1_000_000];
            boolean chunked = length.endsWith("chunked");
            for (int i = 0; i < 20; i++) {
                out.write((chunked ? "F4240\r\n" : "").getBytes(StandardCharsets.US_ASCII));
                out.write(megabyte);
                out.write((chunked ? "\r\n" : "").getBytes(StandardCharsets.US_ASCII));
            }
            out.write((chunked ? "0\r\n\r\n" : "").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413").endsWith("\"type\":\"too_large\"}}");
        }
    }

    @Test
    void a_refused_client_finishes_what_it_says_and_goes_on_over_the_same_connection() throws Exception {
        try (Socket socket = send("POST /nowhere HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\n\r\n")) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(in.readLine()).startsWith("HTTP/1.1 404");
            socket.getOutputStream().write(("helloGET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(in.lines()).contains("{\"error\":{\"message\":\"Not found\",\"type\":\"not_found\"}}HTTP/1.1 200 OK");
        }
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
}
