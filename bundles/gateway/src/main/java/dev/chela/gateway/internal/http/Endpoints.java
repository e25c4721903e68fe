package dev.chela.gateway.internal.http;

import dev.chela.api.fault.Defect;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Route;
import dev.chela.gateway.internal.Tenant;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoints that are served now. The most specific path wins; among equals the endpoint that came last. */
@Component(service = Endpoints.class)
public final class Endpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String BELOW = "/*";

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    record Entry(HttpEndpoint endpoint, Route route, Tenant tenant) {
        boolean takes(String path) {
            String own = route.path();
            return own.endsWith(BELOW)
                    ? path.startsWith(own.substring(0, own.length() - 1)) || path.equals(own.substring(0, own.length() - 2))
                    : path.equals(own);
        }

        /** An exact path before a wildcard, a longer wildcard before a shorter one. */
        int precision() {
            return route.path().endsWith(BELOW) ? route.path().length() : Integer.MAX_VALUE;
        }

        boolean answers(String method) {
            return route.methods().contains(method) || method.equals("HEAD") && route.methods().contains("GET");
        }
    }

    @Reference(name = "endpoints", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bind(HttpEndpoint endpoint) {
        Route route = endpoint.route();
        if (!route.path().startsWith("/") || route.methods().isEmpty()) {
            throw new Defect(endpoint.getClass().getName() + " has the route " + route
                    + ": its path must begin with / and it must name its methods");
        }
        entries.add(0, new Entry(endpoint, route, new Tenant()));
    }

    public void unbind(HttpEndpoint endpoint) {
        for (Entry entry : entries) {
            if (entry.endpoint() == endpoint) {
                entries.remove(entry);
                int left = entry.tenant().drain(PATIENCE);
                if (left > 0) {
                    LOG.warn("{} requests to {} were still running after {} s and have been interrupted",
                            left, entry.route().path(), PATIENCE.toSeconds());
                }
            }
        }
    }

    /** All endpoints of the most specific path that takes this one; the last registered first. */
    List<Entry> at(String path) {
        List<Entry> taking = entries.stream().filter(entry -> entry.takes(path)).toList();
        int best = taking.stream().map(Entry::precision).max(Comparator.naturalOrder()).orElse(0);
        return taking.stream().filter(entry -> entry.precision() == best).toList();
    }

    /** Whether what follows this is somebody's name for a thing, and not a way through folders: an endpoint has all that is below its own path. */
    boolean takeNames(String before) {
        return entries.stream().map(entry -> entry.route().path())
                .anyMatch(own -> own.endsWith(BELOW) && own.length() > BELOW.length() && before.startsWith(own.substring(0, own.length() - 1)));
    }

    /** For the header {@code Allow}. */
    static String allowed(List<Entry> entries) {
        Set<String> methods = new TreeSet<>(List.of("OPTIONS"));
        entries.forEach(entry -> methods.addAll(entry.route().methods()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }
}
