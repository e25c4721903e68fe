package dev.chela.core.annex.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.task.Clock;
import dev.chela.core.annex.internal.Connection.Ticket;
import dev.chela.core.annex.mcp.Faults.RemoteFailure;
import dev.chela.core.annex.mcp.Mcp;
import dev.chela.core.json.Json;
import dev.chela.core.process.Attendant;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process with one plugin in it. What it does that no peer does ends it. */
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);
    private static final Duration START = Duration.ofSeconds(9);
    private static final Duration LISTING = Duration.ofSeconds(5);
    /** How long a cancelled call may go on before the whole process is ended. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration POLITE = Duration.ofSeconds(1);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final Attendant process;
    private final Connection connection;
    private final Scope threads;
    private final Clock clock;
    private final CompletableFuture<Void> leaving = new CompletableFuture<>();
    private final CompletableFuture<End> ended = new CompletableFuture<>();
    private volatile @Nullable Exception why;

    /** @param noticed whether somebody waited for an answer, and got this one */
    record End(Exception why, boolean noticed) {}

    Child(Attendant process, Runnable toolsChanged, Scope threads, Clock clock) {
        this.process = process;
        this.threads = threads;
        this.clock = clock;
        this.connection = new Connection(process, new Ear(toolsChanged));
        connection.begin(threads);
        process.ended().thenAccept(this::over);
    }

    private void over(int exit) {
        Exception reason = why == null ? new RemoteFailure("process", "its process ended with exit code " + exit) : why;
        leaving.complete(null);
        ended.complete(new End(reason, connection.close(reason)));
    }

    long pid() {
        return process.pid();
    }

    /** The first sign of its end: from now on nobody is to call it. */
    CompletableFuture<Void> leaving() {
        return leaving;
    }

    CompletableFuture<End> ended() {
        return ended;
    }

    /**
     * Makes its acquaintance.
     *
     * @throws Permanent telling why it does not work
     */
    void greet() throws InterruptedException {
        ObjectNode params = Json.object().put("protocolVersion", Mcp.REVISIONS.get(0));
        params.putObject("capabilities").putObject("experimental").putObject(Mcp.ENDED);
        params.putObject("clientInfo").put("name", "chela").put("version", "1");
        JsonNode hello = answer(ask("initialize", params), START);
        String revision = hello.path("protocolVersion").asText();
        if (!Mcp.REVISIONS.contains(revision)) {
            throw new Permanent("its process speaks the revision '" + revision + "' of the protocol, which is not known here");
        }
        connection.tell("notifications/initialized", Json.object());
    }

    /** What it says that its tools are. */
    JsonNode tools() throws InterruptedException {
        return answer(ask("tools/list", Json.object()), LISTING).path("tools");
    }

    private Ticket ask(String method, ObjectNode params) {
        return connection.ask(method, id -> params, line -> { });
    }

    private JsonNode answer(Ticket ticket, Duration atMost) throws InterruptedException {
        try {
            return ticket.answer().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Permanent("its process did not answer within " + atMost.toSeconds() + " s", late);
        } catch (ExecutionException fault) {
            throw fault.getCause() instanceof Permanent told ? told : new Permanent(String.valueOf(fault.getCause().getMessage()), fault.getCause());
        }
    }

    /**
     * Calls a tool, for as long as this thread is not interrupted: then the call is cancelled, and the process ended if it does not heed that.
     *
     * @param params with the call's id, by which progress is told
     * @throws RemoteFailure when the process ends in this
     */
    JsonNode call(LongFunction<ObjectNode> params, Consumer<String> progress) throws Exception {
        Ticket ticket = connection.ask("tools/call", params, progress);
        if (ended.isDone()) {
            connection.close(ended.get().why());
        }
        try {
            return ticket.answer().get();
        } catch (InterruptedException stopped) {
            cancel(ticket);
            throw stopped;
        } catch (ExecutionException fault) {
            throw fault.getCause() instanceof Exception cause ? cause : fault;
        }
    }

    private void cancel(Ticket ticket) {
        try {
            connection.tell(Mcp.CANCELLED, Json.object().put("requestId", ticket.id()).put("reason", "nobody waits for it any more"));
        } catch (Transient deaf) {
            kill(deaf);
        }
        clock.after(GRACE, () -> {
            if (!ticket.answer().isDone()) {
                kill(new RemoteFailure("process", "a call in it did not heed that it was cancelled, so its process was ended"));
            }
        });
    }

    private void kill(Exception reason) {
        end(reason, Duration.ZERO);
    }

    private void end(Exception reason, Duration patience) {
        if (why == null) {
            why = reason;
        }
        leaving.complete(null);
        endSoon(patience);
    }

    private void endSoon(Duration patience) {
        try {
            threads.start("end " + pid(), () -> process.end(patience));
        } catch (RejectedExecutionException stopping) {
            LOG.debug("process {} ends with the gateway", pid(), stopping);
        }
    }

    /** Lets it end, then makes it; returns when it has. */
    void close() {
        if (why == null) {
            why = new CancellationException("its plugin goes");
        }
        process.end(POLITE);
    }

    private final class Ear implements Connection.Ear {
        private final Runnable toolsChanged;

        Ear(Runnable toolsChanged) {
            this.toolsChanged = toolsChanged;
        }

        @Override
        public void toolsChanged() {
            toolsChanged.run();
        }

        @Override
        public void broken(Exception reason) {
            kill(reason);
        }

        /** Its end tells more than its silence. */
        @Override
        public void silent() {
            leaving.complete(null);
            endSoon(SHORT);
        }
    }
}
