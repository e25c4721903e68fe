package dev.chela.core.eventwebhook.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.api.task.TaskScope;
import dev.chela.core.eventwebhook.EventWebhooksConfig.Endpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of one endpoint that have something to do. Each is worked on by one thread at a time, an event a turn, so that a long one
 * keeps no other waiting; who waits holds no thread. Guarded by itself.
 */
final class EndpointQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointQueue.class);

    private final String name;
    private final Endpoint endpoint;
    private final Courier courier;
    private final Clock clock;
    private final TaskScope scope;
    private final Set<String> ready = new LinkedHashSet<>();
    private final Set<String> busy = new HashSet<>();
    private final Map<String, Registration> alarms = new HashMap<>();
    private int workers;
    private boolean closed;

    EndpointQueue(String name, Endpoint endpoint, Courier courier, Clock clock, TaskScope scope) {
        this.name = name;
        this.endpoint = endpoint;
        this.courier = courier;
        this.clock = clock;
        this.scope = scope;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Something may be due in this stream. One that waits for its next attempt waits on. */
    synchronized void wake(String stream) {
        if (!alarms.containsKey(stream)) {
            make(stream);
        }
    }

    /** As {@link #wake}, for one that is not to wait any more. */
    synchronized void hurry(String stream) {
        Registration alarm = alarms.remove(stream);
        if (alarm != null) {
            alarm.close();
        }
        make(stream);
    }

    private void make(String stream) {
        if (closed) {
            return;
        }
        ready.add(stream);
        if (workers < Objects.requireNonNull(endpoint.concurrency()) && !busy.contains(stream)) {
            workers++;
            try {
                scope.start("webhook " + name, this::work);
            } catch (RejectedExecutionException stopping) {
                workers--;
                LOG.debug("webhook {} goes on after the next start", name, stopping);
            }
        }
    }

    /** No further attempt begins. */
    synchronized void close() {
        closed = true;
        ready.clear();
        alarms.values().forEach(Registration::close);
        alarms.clear();
    }

    private void work() {
        boolean left = false;
        try {
            for (Optional<String> stream = take(); stream.isPresent(); stream = take()) {
                Courier.Next next = Courier.Next.NOTHING;
                try {
                    next = courier.advance(name, endpoint, stream.get());
                } finally {
                    give(stream.get(), next);
                }
            }
            left = true;
        } finally {
            if (!left) {
                leave();
            }
        }
    }

    private synchronized void leave() {
        workers--;
    }

    /** Empty ends the worker. */
    private synchronized Optional<String> take() {
        Optional<String> stream = ready.stream().filter(each -> !busy.contains(each)).findFirst();
        stream.ifPresentOrElse(each -> {
            ready.remove(each);
            busy.add(each);
        }, () -> workers--);
        return stream;
    }

    private synchronized void give(String stream, Courier.Next next) {
        busy.remove(stream);
        next.after().filter(after -> !closed && !ready.contains(stream)).ifPresent(after -> {
            if (after.isZero()) {
                ready.add(stream);
            } else {
                rest(stream, after);
            }
        });
    }

    private void rest(String stream, Duration pause) {
        alarms.put(stream, clock.after(pause, () -> ring(stream)));
    }

    private synchronized void ring(String stream) {
        alarms.remove(stream);
        make(stream);
    }
}
