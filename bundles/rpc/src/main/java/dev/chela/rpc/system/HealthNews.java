package dev.chela.rpc.system;

import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Event {@code health}: tells clients every minute how the house is, and what somebody else was answered who asked. Only those that may ask
 * themselves hear it, since it names sessions.
 */
final class HealthNews implements AutoCloseable {
    private static final Duration REFRESHED = Duration.ofSeconds(60);
    /** However often somebody asks: all the others pay for it. */
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Push.Audience READERS = new Push.Audience(Optional.of(Scope.READ), "", "", "");

    private final Broadcaster clients;
    private final Clock clock;
    private final Supplier<Map<String, Object>> snapshot;
    private Instant told = Instant.MIN;
    private Registration alarm;
    private boolean closed;

    HealthNews(Broadcaster clients, Clock clock, Supplier<Map<String, Object>> snapshot) {
        this.clients = clients;
        this.clock = clock;
        this.snapshot = snapshot;
        this.alarm = clock.after(REFRESHED, this::refresh);
    }

    /** Somebody asked, and was answered this. */
    void seen(Map<String, Object> health) {
        if (due()) {
            tell(health);
        }
    }

    private synchronized boolean due() {
        Instant now = clock.now();
        boolean due = now.isAfter(told.plus(PAUSE));
        if (due) {
            told = now;
        }
        return due;
    }

    private void refresh() {
        try {
            if (clients.heard(READERS)) {
                tell(snapshot.get());
            }
        } finally {
            again();
        }
    }

    /** Also when the house could not be looked at this time. */
    private synchronized void again() {
        told = clock.now();
        if (!closed) {
            alarm = clock.after(REFRESHED, this::refresh);
        }
    }

    private void tell(Map<String, Object> health) {
        clients.send(new Push("health", health, READERS, new Push.Slow.Latest("health")));
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarm.close();
    }
}
