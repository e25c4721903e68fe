package dev.chela.core.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http.Part;
import dev.chela.api.net.Http;
import dev.chela.api.net.NotSent;
import dev.chela.core.task.SystemClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FormTest {
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private HttpServer server;

    private record Taken(String type, String length, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            taken.add(new Taken(exchange.getRequestHeaders().getFirst("Content-Type"), exchange.getRequestHeaders().getFirst("Content-Length"), body));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
        http.close();
        clock.close();
    }

    private Http.Call call() {
        return new Http.Call("POST", URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/form"), Map.of("X-Mine", List.of("1")),
                new byte[0], Duration.ofMinutes(1));
    }

    private Part file(String name, byte[] content) {
        return new Part("photo", name, "image/png", content.length, () -> {
            open.incrementAndGet();
            AtomicBoolean closed = new AtomicBoolean();
            return new ByteArrayInputStream(content) {
                @Override
                public void close() {
                    if (closed.compareAndSet(false, true)) {
                        open.decrementAndGet();
                    }
                }
            };
        });
    }

    @Test
    void fields_and_files_arrive_as_they_are_and_every_file_is_closed() {
        byte[] content = new byte[1_000_000];
        content[7] = (byte) 0x89;
        content[999_999] = '\n';
        for (Http way : List.of(http, http.outside(Set.of("127.0.0.1")))) {
            Http.Answer answer = way.send(call(), List.of(Part.field("caption", "Größe"), file("a\"\r\nb.png", content)), 10);
            assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).isEqualTo("ok");
            Taken form = taken.remove();
            String boundary = form.type().substring("multipart/form-data; boundary=".length());
            String caption = new String("Größe".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            assertThat(form.body()).isEqualTo("--" + boundary + "\r\nContent-Disposition: form-data; name=\"caption\"\r\n\r\n" + caption + "\r\n--" + boundary
                    + "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a%22%0D%0Ab.png\"\r\nContent-Type: image/png\r\n\r\n"
                    + new String(content, StandardCharsets.ISO_8859_1) + "\r\n--" + boundary + "--\r\n");
            assertThat(form.length()).isEqualTo(String.valueOf(form.body().length()));
            assertThat(open).hasValue(0);
        }
    }

    @Test
    void nothing_is_sent_of_a_form_whose_file_cannot_be_opened() {
        Part gone = new Part("photo", "b.png", "", 1, () -> {
            throw new IOException("it is gone");
        });
        assertThatThrownBy(() -> http.send(call(), List.of(file("a.png", new byte[9]), gone), 10)).isInstanceOf(Permanent.class).hasMessageContaining("it is gone");
        assertThat(taken).isEmpty();
        assertThat(open).hasValue(0);
    }

    @Test
    void a_file_that_breaks_off_is_not_said_not_to_have_been_sent() {
        Part broken = new Part("photo", "b.png", "", 100_000, () -> new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given++ > 50_000) {
                    throw new IOException("the disk broke");
                }
                return 'x';
            }
        });
        assertThatThrownBy(() -> http.send(call(), List.of(broken, file("a.png", new byte[9])), 10)).isInstanceOf(Transient.class)
                .matches(fault -> !(fault.getCause() instanceof NotSent));
        assertThat(open).hasValue(0);
    }
}
