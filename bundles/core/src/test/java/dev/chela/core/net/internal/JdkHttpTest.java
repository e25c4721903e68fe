package dev.chela.core.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import dev.chela.api.net.NotSent;
import dev.chela.core.task.Scope;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.model.FakeModel;
import dev.chela.testkit.model.Mishap;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JdkHttpTest {
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final FakeModel server = FakeModel.start();

    @AfterEach
    void stop() {
        server.close();
        http.close();
        clock.close();
    }

    @Test
    void sends_and_reads_a_whole_answer_whatever_its_status() {
        server.next(new Mishap.Status(418, Map.of("X-Kind", "tea"), "short and stout"));
        Http.Answer answer = http.send(call("/pot", Duration.ofSeconds(5)), 1000);
        assertThat(answer.status()).isEqualTo(418);
        assertThat(answer.headers()).containsEntry("x-kind", List.of("tea"));
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("short and stout");
        assertThat(server.last().headers()).containsEntry("x-mine", "1");
    }

    @Test
    void refuses_more_than_it_was_allowed_to_read() {
        server.next(new Mishap.Status(200, Map.of(), "x".repeat(2000)));
        assertThatThrownBy(() -> http.send(call("/big", Duration.ofSeconds(5)), 1000))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("1000 bytes");
    }

    @Test
    void a_deadline_that_passes_is_transient_and_shows_no_query() {
        Http.Call call = new Http.Call(
                "POST", URI.create(server.v1() + "/chat/completions?key=hidden"), Map.of(), "{}".getBytes(), Duration.ofMillis(100));
        while (server.requests().isEmpty()) { // On a busy machine it passes before the call has come as far as the server.
            server.next(new Mishap.Hang(-1));
            assertThatThrownBy(() -> http.send(call, 1000))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("100 ms")
                    .hasMessageNotContaining("hidden");
        }
        server.awaitAborted(1);
    }

    @Test
    void an_answer_that_never_ends_is_left_though_it_is_never_silent() throws IOException {
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CountDownLatch left = new CountDownLatch(1);
        slow.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int bytes = 0; bytes < 4_000; bytes++) {
                    body.write('x');
                    body.flush();
                    LockSupport.parkNanos(10_000_000);
                }
            } catch (IOException gone) {
                left.countDown();
            }
        });
        slow.setExecutor(task -> new Thread(task, "a slow server").start());
        slow.start();
        try {
            Http.Call call = new Http.Call("GET", URI.create("http://127.0.0.1:" + slow.getAddress().getPort() + "/?key=hidden"), Map.of(), new byte[0], Duration.ofSeconds(2));
            assertThatThrownBy(() -> http.send(call, 100_000)).isInstanceOf(Transient.class).hasMessageContaining("within 2000 ms").hasMessageNotContaining("hidden");
            assertThat(left.await(30, TimeUnit.SECONDS)).as("the connection is given up").isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        } finally {
            slow.stop(0);
        }
    }

    @Test
    void who_lets_nobody_in_is_named_with_the_time_and_was_certainly_told_nothing() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); Crowd crowd = new Crowd(full)) {
            Http.Call call = new Http.Call(
                    "POST", URI.create("http://127.0.0.1:" + full.getLocalPort() + "/x?key=hidden"), Map.of(), new byte[0], Duration.ofMillis(200));
            assertThatThrownBy(() -> http.send(call, 1000))
                    .isInstanceOf(Transient.class)
                    .hasMessageStartingWith("no connection to http://127.0.0.1:" + full.getLocalPort() + "/x")
                    .hasMessageEndingWith("within 200 ms")
                    .hasMessageNotContaining("hidden")
                    .hasCauseInstanceOf(NotSent.class);
        }
    }

    /** Callers who wait at a door that nobody opens, so many that the system answers no more of them. */
    private static final class Crowd implements AutoCloseable {
        private final List<SocketChannel> waiting = new ArrayList<>();

        Crowd(ServerSocket door) throws IOException {
            for (int caller = 0; caller < 8; caller++) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(door.getLocalSocketAddress());
            }
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void ends_when_its_callers_work_is_cancelled() {
        server.next(new Mishap.Hang(-1));
        try (Scope scope = new Scope("test")) {
            Http.Call call = new Http.Call(
                    "POST", URI.create(server.v1() + "/chat/completions"), Map.of(), "{}".getBytes(), Duration.ofSeconds(20));
            Future<?> work = scope.call("ask", () -> http.send(call, 1000));
            server.awaitRequests(1);
            work.cancel(true);
            server.awaitAborted(1);
        }
    }

    @Test
    void a_malformed_address_is_permanent() {
        Http.Call call = new Http.Call("GET", URI.create("ftp://example/x"), Map.of(), new byte[0], Duration.ofSeconds(1));
        assertThatThrownBy(() -> http.send(call, 10)).isInstanceOf(Permanent.class);
    }

    @Test
    void nobody_listening_is_transient() {
        server.close();
        assertThatThrownBy(() -> http.send(call("/x", Duration.ofSeconds(5)), 10)).isInstanceOf(Transient.class);
    }

    @Test
    void a_name_that_does_not_exist_is_transient_and_named() {
        Http.Call call = new Http.Call("GET", URI.create("http://nowhere.invalid/x"), Map.of(), new byte[0], Duration.ofSeconds(5));
        assertThatThrownBy(() -> http.send(call, 10)).isInstanceOf(Transient.class).hasMessageContaining("nowhere.invalid");
    }

    private Http.Call call(String path, Duration timeout) {
        return new Http.Call("GET", server.root().resolve(path), Map.of("X-Mine", List.of("1")), new byte[0], timeout);
    }
}
