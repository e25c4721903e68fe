package dev.chela.core.eventwebhook.internal;

import dev.chela.api.task.Clock;
import dev.chela.api.task.TaskScope;
import dev.chela.core.eventwebhook.EventWebhooksConfig.Endpoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The queues of the endpoints that are to be told of things now. Guarded by itself. */
final class Dispatch {
    private final DeliveryRows rows;
    private final Courier courier;
    private final Clock clock;
    private final TaskScope scope;
    private final Map<String, EndpointQueue> queues = new HashMap<>();

    Dispatch(DeliveryRows rows, Courier courier, Clock clock, TaskScope scope) {
        this.rows = rows;
        this.courier = courier;
        this.clock = clock;
        this.scope = scope;
    }

    /** From now on these, and no others. @return those that are new, or that have other settings than before */
    synchronized Set<String> serve(Map<String, Endpoint> endpoints) {
        Set<String> changed = new HashSet<>();
        queues.entrySet().removeIf(each -> !isServed(endpoints.get(each.getKey()), each.getValue()));
        endpoints.forEach((name, endpoint) -> {
            if (Objects.requireNonNull(endpoint.enabled()) && !queues.containsKey(name)) {
                queues.put(name, new EndpointQueue(name, endpoint, courier, clock, scope));
                changed.add(name);
            }
        });
        return changed;
    }

    private static boolean isServed(@Nullable Endpoint now, EndpointQueue queue) {
        boolean same = queue.endpoint().equals(now);
        if (!same) {
            queue.close();
        }
        return same;
    }

    void wake(String endpoint, String stream) {
        queue(endpoint).ifPresent(queue -> queue.wake(stream));
    }

    void hurry(String endpoint, String stream) {
        queue(endpoint).ifPresent(queue -> queue.hurry(stream));
    }

    void wakeAll(String endpoint) {
        rows.streams(endpoint).forEach(stream -> wake(endpoint, stream));
    }

    private synchronized Optional<EndpointQueue> queue(String endpoint) {
        return Optional.ofNullable(queues.get(endpoint));
    }

    synchronized void close() {
        queues.values().forEach(EndpointQueue::close);
        queues.clear();
    }
}
