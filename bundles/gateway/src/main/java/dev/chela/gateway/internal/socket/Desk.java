package dev.chela.gateway.internal.socket;

import dev.chela.api.task.Clock;
import dev.chela.gateway.internal.Limits;
import dev.chela.gateway.internal.Workers;
import dev.chela.gateway.internal.rpc.Dispatcher;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where connections report: it knows every open WebSocket, greeted or not, and pings them. */
public final class Desk implements AutoCloseable {
    private final Clock clock;
    private final Workers workers;
    private final Hub hub;
    private final Handshake handshake;
    private final Dispatcher dispatcher;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Beat pings;

    public Desk(Clock clock, Workers workers, Hub hub, Handshake handshake, Dispatcher dispatcher) {
        this.clock = clock;
        this.workers = workers;
        this.hub = hub;
        this.handshake = handshake;
        this.dispatcher = dispatcher;
        this.pings = new Beat(clock, Limits.PING, () -> open.forEach(Connection::ping));
    }

    void arrived(Connection connection) {
        open.add(connection);
    }

    void left(Connection connection) {
        open.remove(connection);
        synchronized (open) {
            open.notifyAll();
        }
    }

    /** Those that are still shaking hands included. */
    public void closeAll(int code, String reason) {
        open.forEach(connection -> connection.close(code, reason));
    }

    /** Waits until the last connection has gone, or for a bounded time. */
    public void awaitEmpty(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        synchronized (open) {
            while (!open.isEmpty() && System.nanoTime() < end) {
                try {
                    open.wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        pings.close();
    }

    Clock clock() {
        return clock;
    }

    Workers workers() {
        return workers;
    }

    Hub hub() {
        return hub;
    }

    Handshake handshake() {
        return handshake;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }
}
