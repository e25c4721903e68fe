package dev.chela.gateway.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.gateway.internal.auth.Tickets;
import dev.chela.gateway.internal.config.GatewayConfig;
import dev.chela.gateway.internal.config.GatewaySection;
import dev.chela.gateway.internal.config.Overrides;
import dev.chela.gateway.internal.http.Endpoints;
import dev.chela.gateway.internal.rpc.MethodTable;
import dev.chela.gateway.internal.socket.Hub;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SilenceTest {
    private static final long IDLE_MS = 200;

    @TempDir
    private Path root;

    private record RealTime() implements Clock {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public Registration after(Duration delay, Runnable action) {
            return () -> { };
        }
    }

    /**
     * Answers when a connection that came later, and on which nobody said anything, has been closed for that. Only from its own call on
     * nobody may be silent for long: before, its client may have been slow to say what it wants.
     */
    private record Patient(JettyServer.Door door) implements HttpEndpoint {
        @Override
        public Route route() {
            return new Route(Set.of("GET"), "/patient", Route.Access.PUBLIC, 0, Duration.ofMinutes(5));
        }

        @Override
        public Reply handle(Request request) throws IOException {
            door.connector().setIdleTimeout(IDLE_MS);
            door.connector().getConnectedEndPoints().forEach(mine -> mine.setIdleTimeout(IDLE_MS));
            closedForSilence(door.address().getPort());
            closedForSilence(door.address().getPort());
            return new Reply.Full(request.cancellation().cancelled() ? 500 : 200, Map.of(), new byte[0]);
        }
    }

    private static void closedForSilence(int port) throws IOException {
        try (Socket idle = new Socket("127.0.0.1", port)) {
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void an_endpoint_may_be_silent_for_longer_than_a_connection_may_be_idle() throws Exception {
        Clock clock = new RealTime();
        MethodTable methods = new MethodTable(Duration.ofSeconds(2));
        Endpoints endpoints = new Endpoints();
        GatewaySection section = new GatewaySection(
                new Overrides(root, OptionalInt.of(0), Optional.empty(), Optional.empty()), secret -> { });
        section.apply(GatewayConfig.defaults());
        Hub hub = new Hub(clock, methods);
        try (House house = new House(clock, section, hub, methods, endpoints, new Tickets(clock), Optional::empty, Optional::empty);
                JettyServer.Door door = house.open(section.current().orElseThrow())) {
            endpoints.bind(new Patient(door));
            assertThat(status(door.address().getPort())).isEqualTo("HTTP/1.1 200 OK");
        } finally {
            hub.close();
        }
    }

    private static String status(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("GET /patient HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
