package dev.chela.core.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.chela.api.fault.Denied;
import dev.chela.api.net.Http;
import dev.chela.api.net.Http.Call;
import dev.chela.core.guest.Bounds;
import dev.chela.core.guest.Grants;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Traffic;
import dev.chela.core.net.GuardedHttp;
import dev.chela.core.net.GuardedModels;
import dev.chela.core.net.Passage;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.SystemClock;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plugin that may speak with {@code granted.example} and with what its owner named, before a server that counts who comes. */
class GuardedTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private final SystemClock clock = new SystemClock();
    private final JdkHttp real = new JdkHttp(clock);
    private final Traffic traffic = new Traffic();
    private final AtomicInteger came = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            came.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes());
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        real.close();
        clock.close();
    }

    private URI there() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static Bounds bounds() {
        return new Bounds(new Guest(1, "sample.echo", "1.0.0"), Optional.of(Grants.parse("network;hosts=\"granted.example\"")));
    }

    private Http http(Set<String> owners) {
        return new GuardedHttp(real, new Passage(to -> bounds().network(to, owners), () -> traffic));
    }

    @Test
    void nothing_is_sent_to_a_host_that_was_not_granted_by_whatever_way() {
        Http http = http(Set.of());
        Call call = new Call("GET", there(), Map.of(), new byte[0], LIMIT);
        for (Runnable way : List.<Runnable>of(() -> http.send(call, 10), () -> http.send(call, List.of(Http.Part.field("a", "b")), 10), () -> http.open(call),
                () -> http.connect(there(), LIMIT, 10), () -> http.outside(Set.of(there().getAuthority())).send(call, 10),
                () -> http.outside(Set.of()).outside(Set.of(there().getAuthority())).open(call))) {
            assertThatThrownBy(way::run).isInstanceOf(Denied.class).hasMessageContaining("the plugin sample.echo 1.0.0 asks for the host '127.0.0.1'")
                    .hasMessageContaining("network;hosts=\"127.0.0.1\"");
        }
        assertThat(came).hasValue(0);
    }

    @Test
    void what_the_owner_named_is_reached() {
        Http http = http(Set.of("127.0.0.1"));
        assertThat(http.send(new Call("GET", there(), Map.of(), new byte[0], LIMIT), 10).body()).asString().isEqualTo("ok");
        assertThat(http.outside(Set.of(there().getAuthority())).send(new Call("GET", there(), Map.of(), new byte[0], LIMIT), 10).status()).isEqualTo(200);
        assertThat(came).hasValue(2);
        assertThat(traffic.sum()).as("two bytes each").isEqualTo(new Traffic.Sum(0, 4, 0));
    }

    @Test
    void whatever_is_sent_and_received_is_counted() throws Exception {
        Http http = http(Set.of("127.0.0.1"));
        http.send(new Call("POST", there(), Map.of(), new byte[100], LIMIT), 10);
        http.send(new Call("POST", there(), Map.of(), new byte[0], LIMIT), List.of(Http.Part.field("a", "three"), Http.Part.field("b", "four")), 10);
        assertThat(traffic.sum()).isEqualTo(new Traffic.Sum(109, 4, 0));
        try (Http.Streaming answer = http.open(new Call("POST", there(), Map.of(), new byte[1000], LIMIT))) {
            assertThat(answer.body().read()).isEqualTo('o');
            assertThat(traffic.sum()).as("as far as it was read").isEqualTo(new Traffic.Sum(1109, 5, 0));
            assertThat(answer.body().readAllBytes()).asString().isEqualTo("k");
        }
        assertThat(traffic.sum()).isEqualTo(new Traffic.Sum(1109, 6, 0));
    }

    @Test
    void a_model_speaks_with_no_other_host_either() {
        HttpRequest request = HttpRequest.builder().method(HttpMethod.GET).url(there().toString()).build();
        HttpClient denied = new GuardedModels(real.bind(new CancelSource(), LIMIT), new Passage(to -> bounds().network(to, Set.of()), () -> traffic))
                .connectTimeout(LIMIT).readTimeout(LIMIT).build();
        assertThatThrownBy(() -> denied.execute(request)).isInstanceOf(Denied.class);
        List<Throwable> told = new ArrayList<>();
        denied.execute(request, new ServerSentEventListener() {
            @Override
            public void onEvent(ServerSentEvent event) {}

            @Override
            public void onError(Throwable fault) {
                told.add(fault);
            }
        });
        assertThat(told).singleElement().isInstanceOf(Denied.class);
        assertThat(came).hasValue(0);
        HttpClient allowed = new GuardedModels(real.bind(new CancelSource(), LIMIT), new Passage(to -> bounds().network(to, Set.of("127.0.0.1")), () -> traffic)).build();
        assertThat(allowed.execute(request).body()).isEqualTo("ok");
        assertThat(traffic.sum()).as("what was denied sent nothing").isEqualTo(new Traffic.Sum(0, 2, 0));
    }
}
