package dev.chela.gateway.internal.rpc;

import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.gateway.internal.Tenant;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All methods that are served now. When two services offer the same method, the one that came last is called; when it goes, the
 * earlier one is called again.
 */
@Component(service = MethodTable.class)
public final class MethodTable {
    private static final Logger LOG = LoggerFactory.getLogger(MethodTable.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private record Entry(Tenant tenant, Map<String, Served> methods) {}

    private final Map<RpcMethods, Entry> services = new IdentityHashMap<>();
    private final List<Entry> order = new ArrayList<>();
    private final Duration patience;
    private volatile Map<String, Served> methods = Map.of();
    private volatile Runnable onArrival = () -> { };

    public MethodTable() {
        this(PATIENCE);
    }

    /** @param patience how long a service that goes is kept waiting for its running calls */
    public MethodTable(Duration patience) {
        this.patience = patience;
    }

    @Reference(name = "methods", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bind(RpcMethods service) {
        OwnMapper mapper = new OwnMapper();
        Tenant tenant = new Tenant();
        Map<String, Served> offered = new TreeMap<>();
        Stream.of(service.getClass().getMethods())
                .filter(((Predicate<Method>) Method::isBridge).negate().and(m -> m.isAnnotationPresent(Rpc.class)))
                .forEach(m -> offered.put(m.getAnnotation(Rpc.class).value(), new Served(service, m, tenant, mapper)));
        add(service, new Entry(tenant, offered));
        onArrival.run();
    }

    /** Runs after each service that arrives, on the thread that brought it. */
    public void onArrival(Runnable action) {
        onArrival = action;
    }

    /** Returns when no call is running in the service any more, or after a bounded time. */
    public void unbind(RpcMethods service) {
        Entry gone = remove(service);
        if (gone == null) {
            return;
        }
        int left = gone.tenant().drain(patience);
        if (left > 0) {
            LOG.warn("{} calls of {} were still running after {} s and have been interrupted",
                    left, service.getClass().getName(), patience.toSeconds());
        }
    }

    private synchronized void add(RpcMethods service, Entry entry) {
        services.put(service, entry);
        order.add(entry);
        publish();
    }

    private synchronized Entry remove(RpcMethods service) {
        Entry gone = services.remove(service);
        order.remove(gone);
        publish();
        return gone;
    }

    private void publish() {
        Map<String, Served> next = new TreeMap<>();
        order.forEach(entry -> next.putAll(entry.methods()));
        methods = next;
    }

    Optional<Served> find(String name) {
        return Optional.ofNullable(methods.get(name));
    }

    /** Sorted. */
    public List<String> names() {
        return List.copyOf(methods.keySet());
    }
}
