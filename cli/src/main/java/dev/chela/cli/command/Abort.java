package dev.chela.cli.command;

import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Gateway;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Ends a run that its caller no longer waits for, so that nothing goes on working unseen. */
final class Abort {
    /** A person who pressed Ctrl-C waits no longer than this. */
    private static final long PATIENCE_MILLIS = 2000;

    private final Gateway gateway;
    private final Gateway.LongRequest turn;
    private final String runId;
    private final @Nullable String session;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile boolean happened;

    Abort(Gateway gateway, Gateway.LongRequest turn, String runId, @Nullable String session) {
        this.gateway = gateway;
        this.turn = turn;
        this.runId = runId;
        this.session = session;
    }

    /** Whether it was asked for; then answers only when the gateway has been told, so that the process does not end before. */
    boolean happened() {
        if (happened) {
            over.join();
        }
        return happened;
    }

    void run(PrintStream err) {
        if (turn.answer().isDone()) {
            return;
        }
        happened = true;
        try {
            tell(err);
        } finally {
            over.complete(null);
        }
    }

    private void tell(PrintStream err) {
        try {
            gateway.request("chat.abort", Json.object("sessionKey", sessionKey(), "runId", runId))
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            err.println("Stopped.");
        } catch (ExecutionException | TimeoutException e) {
            err.println("Stopped waiting; the gateway did not confirm that the run " + runId + " ended.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The gateway's own form of the key, where it has told us. */
    private String sessionKey() {
        String asked = session == null || session.equals("main") ? gateway.mainSession() : session;
        Json accepted = turn.accepted().getNow(Json.ABSENT);
        return accepted.get("sessionKey").text(asked);
    }
}
