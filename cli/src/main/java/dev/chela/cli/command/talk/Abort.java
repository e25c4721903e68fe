package dev.chela.cli.command.talk;

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
    private final String runId;
    private final @Nullable String session;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile Gateway.@Nullable LongRequest turn;
    private volatile boolean happened;

    /** Ready before the run is asked for: a Ctrl-C may come at any moment after. */
    Abort(Gateway gateway, String runId, @Nullable String session) {
        this.gateway = gateway;
        this.runId = runId;
        this.session = session;
    }

    /** The run, as soon as it has been asked for. */
    void watch(Gateway.LongRequest run) {
        turn = run;
    }

    /** Whether it was asked for; then answers only when the gateway has been told, so that the process does not end before. */
    boolean happened() {
        if (happened) {
            over.join();
        }
        return happened;
    }

    void run(PrintStream err) {
        Gateway.LongRequest run = turn;
        if (run != null && run.answer().isDone()) {
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
        Gateway.LongRequest run = turn;
        Json accepted = run == null ? Json.ABSENT : run.accepted().getNow(Json.ABSENT);
        return accepted.get("sessionKey").text(asked);
    }
}
