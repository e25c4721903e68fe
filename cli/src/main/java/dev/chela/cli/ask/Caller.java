package dev.chela.cli.ask;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Connector;
import dev.chela.cli.wire.Gateway;
import dev.chela.cli.wire.Listener;
import dev.chela.cli.wire.Refusal;
import dev.chela.cli.wire.Role;
import dev.chela.cli.wire.Troubles;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the gateway one thing and waits for the answer, turning every way to fail into a {@link Failure}. */
public final class Caller implements AutoCloseable {
    private final Connector connector;
    private final Gateway gateway;
    private final Duration patience;

    /** Connects; each call then waits for its answer as long as said. */
    public Caller(Connector connector, Role role, Duration patience) {
        this.connector = connector;
        this.patience = patience;
        this.gateway = connector.open(role, Listener.DEAF);
    }

    public Gateway gateway() {
        return gateway;
    }

    /** Where it is connected to. */
    public String url() {
        return connector.target().url().toString();
    }

    public Json call(String method, Json params) {
        return await(method, gateway.request(method, params));
    }

    public Json await(String method, CompletableFuture<Json> answer) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(method, e.getCause());
        } catch (TimeoutException e) {
            throw Failure.unreachable("The gateway at " + url() + " has not answered " + method + " within "
                    + words(patience) + ". Allow it longer with --timeout, or look at ./chela logs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.interrupted();
        }
    }

    private Failure failed(String method, Throwable cause) {
        if (cause instanceof Refusal refusal) {
            return Troubles.refused(refusal);
        }
        if (cause instanceof IOException fault) {
            return Troubles.lost(connector.target(), method, fault);
        }
        throw new IllegalStateException(cause);
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @Override
    public void close() {
        gateway.close();
    }
}
