package dev.chela.core.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.chela.api.fault.Denied;
import dev.chela.api.net.Http;
import dev.chela.core.guest.Bounds;
import dev.chela.core.guest.Grants;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.Guests;
import dev.chela.core.guest.Traffic;
import dev.chela.core.task.SystemClock;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.service.component.ComponentContext;

/** What a bundle gets that refers to {@code Http} as a service. */
class BundleHttpTest {
    private final SystemClock clock = new SystemClock();
    private final JdkHttp real = new JdkHttp(clock);
    private final Traffic traffic = new Traffic();
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
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

    /** Answers one method of an interface. */
    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> answers.get(method.getName())));
    }

    private Http of(String plugin, AtomicReference<String> manifest) {
        Bundle bundle = fake(Bundle.class, Map.of("getBundleId", 7L, "getSymbolicName", plugin, "getVersion", new Version("1.2.0")));
        Guests guests = Guests.class.cast(Proxy.newProxyInstance(Guests.class.getClassLoader(), new Class<?>[] {Guests.class},
                (self, method, args) -> method.getName().equals("traffic") ? traffic : new Bounds((Guest) args[0], Optional.of(Grants.parse(manifest.get())))));
        return new BundleHttp(fake(ComponentContext.class, Map.of("getUsingBundle", bundle)), real, guests);
    }

    @Test
    void each_bundle_gets_as_far_as_it_may_now_by_whatever_way() {
        AtomicReference<String> manifest = new AtomicReference<>("network;hosts=elsewhere.example");
        Http http = of("sample.echo", manifest);
        URI there = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        Http.Call call = new Http.Call("GET", there, Map.of(), new byte[0], Duration.ofSeconds(60));
        for (Runnable way : List.<Runnable>of(() -> http.send(call, 10), () -> http.send(call, List.of(), 10), () -> http.open(call),
                () -> http.connect(there, Duration.ofSeconds(60), 10), () -> http.outside(Set.of(there.getAuthority())).send(call, 10))) {
            assertThatThrownBy(way::run).isInstanceOf(Denied.class).hasMessageContaining("the plugin sample.echo 1.2.0 asks for the host '127.0.0.1'");
        }
        manifest.set("network;hosts=127.0.0.1");
        assertThat(http.send(new Http.Call("POST", there, Map.of(), new byte[17], Duration.ofSeconds(60)), 10).status()).isEqualTo(204);
        assertThat(traffic.sum().sent()).as("on its account").isEqualTo(17);
        assertThat(http.outside(Set.of(there.getAuthority())).send(call, 10).status()).isEqualTo(204);
    }
}
