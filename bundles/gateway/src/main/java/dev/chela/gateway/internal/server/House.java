package dev.chela.gateway.internal.server;

import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Greeting;
import dev.chela.api.task.Clock;
import dev.chela.gateway.DeviceRegister;
import dev.chela.gateway.internal.Limits;
import dev.chela.gateway.internal.Workers;
import dev.chela.gateway.internal.auth.Authenticator;
import dev.chela.gateway.internal.auth.Tickets;
import dev.chela.gateway.internal.auth.WebTokens;
import dev.chela.gateway.internal.config.GatewaySection;
import dev.chela.gateway.internal.config.Settings;
import dev.chela.gateway.internal.http.Doorman;
import dev.chela.gateway.internal.http.Endpoints;
import dev.chela.gateway.internal.http.Front;
import dev.chela.gateway.internal.http.Probe;
import dev.chela.gateway.internal.http.Switchboard;
import dev.chela.gateway.internal.rpc.Dispatcher;
import dev.chela.gateway.internal.rpc.MethodTable;
import dev.chela.gateway.internal.rpc.WriteLimit;
import dev.chela.gateway.internal.socket.Desk;
import dev.chela.gateway.internal.socket.Handshake;
import dev.chela.gateway.internal.socket.Hub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** The rooms behind the listener, put together. They outlive a change of port. */
final class House implements AutoCloseable {
    private final Clock clock;
    private final Path home;
    private final Workers workers = new Workers("chela-request", Limits.REQUESTS);
    private final Desk desk;
    private final FutureTask<JettyServer> server;
    private final Endpoints endpoints;
    private final List<Probe> probes = new ArrayList<>();
    private final Supplier<Optional<Greeting>> greeting;
    private final long startedAt;

    House(
            Clock clock, GatewaySection section, Hub hub, MethodTable methods, Endpoints endpoints, Tickets tickets,
            Supplier<Optional<DeviceRegister>> devices, Supplier<Optional<Greeting>> greeting) {
        this.clock = clock;
        this.home = section.overrides().home();
        this.endpoints = endpoints;
        this.greeting = greeting;
        this.startedAt = clock.now().toEpochMilli();
        Supplier<Settings> settings = () -> section.current().orElseThrow();
        Authenticator authenticator = new Authenticator(clock, tickets, new WebTokens(home));
        Handshake handshake = new Handshake(clock, hub, authenticator, devices, settings, greeting);
        this.desk = new Desk(clock, workers, hub, handshake, new Dispatcher(methods, new WriteLimit(clock)));
        Switchboard switchboard = new Switchboard(clock, workers, endpoints, new Doorman(authenticator, settings,
                token -> devices.get().filter(register -> register.mayRead(token)).isPresent()));
        this.server = new FutureTask<>(() -> JettyServer.start(new Front(desk, switchboard, settings)));
        workers.start(server);
        probe(List.of("/healthz", "/health"), () -> new Probe.Answer(200, "{\"ok\":true,\"status\":\"live\"}"));
        probe(List.of("/readyz", "/ready"), this::ready);
        probe(List.of("/startupz", "/startup"), this::startup);
    }

    private void probe(List<String> paths, Supplier<Probe.Answer> answer) {
        paths.forEach(path -> {
            Probe probe = new Probe(path, answer);
            probes.add(probe);
            endpoints.bind(probe);
        });
    }

    private Probe.Answer ready() {
        boolean ready = greeting.get().isPresent();
        return new Probe.Answer(ready ? 200 : 503, "{\"ready\":" + ready + ",\"failing\":[" + (ready ? "" : "\"startup\"")
                + "],\"uptimeMs\":" + uptime() + "}");
    }

    private Probe.Answer startup() {
        return greeting.get()
                .map(house -> new Probe.Answer(200, "{\"ok\":true,\"status\":\"started\",\"version\":\"" + house.version()
                        + "\",\"uptimeMs\":" + uptime() + "}"))
                .orElseGet(() -> new Probe.Answer(503, "{\"ok\":false,\"status\":\"starting\",\"uptimeMs\":" + uptime() + "}"));
    }

    private long uptime() {
        return clock.now().toEpochMilli() - startedAt;
    }

    Desk desk() {
        return desk;
    }

    /** @throws Permanent when it cannot be opened */
    JettyServer.Door open(Settings wanted) {
        return wanted.tls().map(files -> SealedDoor.open(server(), wanted, files, clock, home))
                .orElseGet(() -> server().open(wanted.host(), wanted.port()));
    }

    /** Waits until it has started, which began when this house was made. */
    private JettyServer server() {
        try {
            return server.get();
        } catch (ExecutionException e) {
            throw new Permanent("the socket's server did not start: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Permanent("interrupted while the socket's server was starting", e);
        }
    }

    @Override
    public void close() {
        probes.forEach(endpoints::unbind);
        server().close();
        desk.close();
        workers.close();
    }
}
