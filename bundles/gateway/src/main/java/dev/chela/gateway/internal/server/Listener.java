package dev.chela.gateway.internal.server;

import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Greeting;
import dev.chela.api.rpc.Push;
import dev.chela.api.task.Clock;
import dev.chela.gateway.DeviceRegister;
import dev.chela.gateway.DoorWatcher;
import dev.chela.gateway.internal.auth.Tickets;
import dev.chela.gateway.internal.config.GatewaySection;
import dev.chela.gateway.internal.config.Settings;
import dev.chela.gateway.internal.http.Endpoints;
import dev.chela.gateway.internal.rpc.MethodTable;
import dev.chela.gateway.internal.socket.Hub;
import dev.chela.gateway.internal.tls.ServerCertificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the port once the configuration has been read, there is someone to greet a client and to know its device, and every method the greeting names is
 * served; follows later changes, and closes the port in good order.
 */
@Component(service = Listener.class, immediate = true)
public final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final GatewaySection section;
    private final Hub hub;
    private final MethodTable methods;
    private final House house;
    private final AutoCloseable subscription;
    private final List<DoorWatcher> watchers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Greeting greeting;
    private volatile @Nullable DeviceRegister devices;
    private @Nullable Settings opened;
    private JettyServer.@Nullable Door door;
    private @Nullable String refusal;
    private boolean stopped;

    @Activate
    public Listener(
            @Reference Clock clock, @Reference GatewaySection section, @Reference Hub hub, @Reference MethodTable methods,
            @Reference Endpoints endpoints, @Reference Tickets tickets) {
        this.section = section;
        this.hub = hub;
        this.methods = methods;
        this.house = new House(clock, section, hub, methods, endpoints, tickets,
                () -> Optional.ofNullable(devices), this::ready);
        this.subscription = section.onChange(settings -> follow());
        methods.onArrival(this::furnished);
    }

    @Reference(name = "greeting", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void bind(Greeting host) {
        greeting = host;
        arrived();
    }

    @Reference(name = "devices", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void register(DeviceRegister book) {
        devices = book;
        furnished();
    }

    public void unregister(DeviceRegister left) {
        if (devices == left) {
            devices = null;
        }
    }

    private Optional<Greeting> ready() {
        return Optional.ofNullable(greeting).filter(host -> devices != null && methods.names().containsAll(host.methods()));
    }

    /** A port that was refused once is not tried again for each method. */
    private synchronized void furnished() {
        if (refusal == null) {
            arrived();
        }
    }

    private synchronized void arrived() {
        if (door != null) {
            return;
        }
        try {
            follow();
        } catch (Permanent cannot) {
            LOG.error("{}", cannot.getMessage());
            refusal = cannot.getMessage();
            watchers.forEach(watcher -> watcher.refused(refusal));
        }
    }

    @Reference(name = "watchers", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public synchronized void watch(DoorWatcher watcher) {
        watchers.add(watcher);
        if (door != null) {
            watcher.opened(door.address());
        } else if (refusal != null) {
            watcher.refused(refusal);
        }
    }

    public void unwatch(DoorWatcher watcher) {
        watchers.remove(watcher);
    }

    public void unbind(Greeting left) {
        if (greeting == left) {
            greeting = null;
        }
    }

    /** What it throws goes to whoever applies the configuration, and the values before are put in force again. */
    private synchronized void follow() {
        Settings wanted = section.current().orElse(null);
        if (wanted == null || ready().isEmpty() || stopped) {
            return;
        }
        if (door == null) {
            open(wanted);
        } else {
            change(wanted);
        }
    }

    private void open(Settings wanted) {
        door = house.open(wanted);
        opened = wanted;
        hub.listening(door.address());
        refusal = null;
        LOG.info("listening on {}", door.address());
        watchers.forEach(watcher -> watcher.opened(door.address()));
    }

    private void change(Settings wanted) {
        Settings before = opened;
        opened = wanted;
        if (!wanted.sameAuth(before)) {
            house.desk().closeAll(4001, "gateway auth changed");
        }
        if (!wanted.sameAddress(before)) {
            move(wanted, before);
        }
    }

    private void move(Settings wanted, Settings before) {
        // Nobody is sent away for a certificate that cannot be shown.
        wanted.tls().filter(files -> !files.own()).ifPresent(ServerCertificate::read);
        close();
        try {
            open(wanted);
        } catch (Permanent cannot) {
            open(before);
            throw cannot;
        }
    }

    private void close() {
        door.refuse();
        hub.closeAll(new Push("shutdown", Map.of("reason", "service restart"), Push.Audience.ALL, new Push.Slow.Keep()),
                1012, "service restart");
        house.desk().closeAll(1012, "service restart");
        house.desk().awaitEmpty(FAREWELL);
        door.close();
        door = null;
    }

    @Deactivate
    public synchronized void stop() throws Exception {
        stopped = true;
        methods.onArrival(() -> { });
        subscription.close();
        if (door != null) {
            close();
        }
        house.close();
    }
}
