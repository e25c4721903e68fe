package dev.chela.gateway;

import dev.chela.api.config.Secret;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Greeting;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.gateway.internal.auth.Tickets;
import dev.chela.gateway.internal.config.GatewayConfig;
import dev.chela.gateway.internal.config.GatewayConfig.Auth;
import dev.chela.gateway.internal.config.GatewaySection;
import dev.chela.gateway.internal.config.Overrides;
import dev.chela.gateway.internal.http.Endpoints;
import dev.chela.gateway.internal.rpc.MethodTable;
import dev.chela.gateway.internal.server.Listener;
import dev.chela.gateway.internal.socket.Hub;
import dev.chela.gateway.internal.socket.HubBroadcaster;
import dev.chela.gateway.internal.socket.PresenceMethods;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The gateway put together by hand, on a free port of loopback. */
final class TestGateway implements AutoCloseable {
    static final String TOKEN = "a-token-for-tests-0123456789";

    final HandClock clock = new HandClock();
    final GatewaySection section;
    final MethodTable methods = new MethodTable(Duration.ofSeconds(2));
    final Endpoints endpoints = new Endpoints();
    final Hub hub = new Hub(clock, methods);
    final Tickets tickets = new Tickets(clock);
    final Listener listener;
    final Broadcaster broadcaster = new HubBroadcaster(hub);

    private TestGateway(Path home, OptionalInt port) {
        section = new GatewaySection(new Overrides(home, port, Optional.empty(), Optional.empty()), secret -> { });
        listener = new Listener(clock, section, hub, methods, endpoints, tickets);
        listener.register(new EveryDevice());
        methods.bind(new PresenceMethods(hub));
    }

    static TestGateway start(Path home) {
        return start(home, with(new Auth(null, new Secret(TOKEN), null, null, null)));
    }

    static TestGateway start(Path home, GatewayConfig config) {
        return new TestGateway(home, OptionalInt.of(0)).open(config);
    }

    static TestGateway onConfiguredPort(Path home, GatewayConfig config) {
        return new TestGateway(home, OptionalInt.empty()).open(config);
    }

    /** @param needed methods without which the house lets nobody in */
    static TestGateway needing(Path home, String... needed) {
        return new TestGateway(home, OptionalInt.of(0)).open(with(new Auth(null, new Secret(TOKEN), null, null, null)), needed);
    }

    private TestGateway open(GatewayConfig config, String... needed) {
        section.apply(config);
        listener.bind(new House(List.of(needed)));
        return this;
    }

    /** A proxy at this machine may say for whom it asks, so that a test can come from elsewhere. */
    static GatewayConfig with(Auth auth) {
        return new GatewayConfig(null, null, null, null, auth, null, List.of("127.0.0.1"), null, null);
    }

    TestGateway serving(RpcMethods... services) {
        List.of(services).forEach(methods::bind);
        return this;
    }

    TestGateway serving(HttpEndpoint endpoint) {
        endpoints.bind(endpoint);
        return this;
    }

    URI uri() {
        return hub.address();
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + uri().getPort() + path);
    }

    @Override
    public void close() throws Exception {
        listener.stop();
        hub.close();
    }

    record House(List<String> methods) implements Greeting {
        @Override
        public String version() {
            return "1.2.3";
        }

        @Override
        public Map<String, Object> snapshot(Caller caller) {
            return Map.of("health", Map.of("ok", true), "sessionDefaults", Map.of("defaultAgentId", "main"));
        }

        @Override
        public List<String> events() {
            return List.of("chat", "agent");
        }
    }
}
