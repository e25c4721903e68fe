package dev.chela.core.annex.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.core.annex.mcp.Lines;
import dev.chela.core.annex.mcp.Mcp;
import dev.chela.core.json.Json;
import dev.chela.core.process.Attendant;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway's end of the protocol. Threads of its own read and write: a child that does neither holds nobody up. */
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int LONGEST = 8 * 1024 * 1024;
    private static final int MOST_UNSENT = 256;
    private static final int EXCERPT = 80;
    /** Not a message: the thread that writes ends. */
    private static final String END = "";

    private final Map<Long, Ticket> open = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final BlockingQueue<String> unsent = new ArrayBlockingQueue<>(MOST_UNSENT);
    private final Attendant peer;
    private final Ear ear;

    /** Who hears what was not asked for; on the thread that reads. */
    interface Ear {
        void toolsChanged();

        /** It said what no peer says: nothing is read any more. */
        void broken(Exception why);

        /** It says nothing any more. */
        void silent();
    }

    /**
     * A question.
     *
     * @param answer the result; fails with what went wrong
     * @param progress hears what is said meanwhile
     */
    record Ticket(long id, CompletableFuture<JsonNode> answer, Consumer<String> progress) {}

    Connection(Attendant peer, Ear ear) {
        this.peer = peer;
        this.ear = ear;
    }

    void begin(Scope threads) {
        threads.start("to " + peer.pid(), this::write);
        threads.start("from " + peer.pid(), this::read);
    }

    /** @param params given to the question, with its id, by which progress is told */
    Ticket ask(String method, LongFunction<ObjectNode> params, Consumer<String> progress) {
        Ticket ticket = new Ticket(ids.incrementAndGet(), new CompletableFuture<>(), progress);
        open.put(ticket.id(), ticket);
        ticket.answer().whenComplete((answer, fault) -> open.remove(ticket.id()));
        try {
            send(Mcp.request(ticket.id(), method, params.apply(ticket.id())));
        } catch (Transient deaf) {
            ticket.answer().completeExceptionally(deaf);
        }
        return ticket;
    }

    void tell(String method, ObjectNode params) {
        send(Mcp.notification(method, params));
    }

    private void send(ObjectNode message) {
        if (!unsent.offer(Json.write(message))) {
            throw new Transient("its process does not read what it is told", Duration.ZERO);
        }
    }

    /** The peer is gone: whoever waits for an answer gets this one. @return whether anybody did */
    boolean close(Exception why) {
        unsent.clear();
        unsent.offer(END);
        List<Ticket> waiting = List.copyOf(open.values());
        waiting.forEach(ticket -> ticket.answer().completeExceptionally(why));
        return !waiting.isEmpty();
    }

    private void write() {
        try {
            OutputStream out = peer.input();
            for (String line = unsent.take(); !line.equals(END); line = unsent.take()) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException gone) {
            LOG.debug("process {} hears nothing any more", peer.pid(), gone);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        Lines lines = new Lines(peer.output(), LONGEST);
        try {
            for (String line = lines.next(); line != null; line = lines.next()) {
                take(line);
            }
            ear.silent();
        } catch (IOException | RuntimeException wrong) {
            ear.broken(new Defect("its process does not speak the protocol: " + wrong.getMessage(), wrong));
        }
    }

    private void take(String line) {
        JsonNode message = parsed(line);
        if (message.has("id") && (message.has("result") || message.has("error"))) {
            answered(message);
            return;
        }
        JsonNode params = message.path("params");
        switch (message.path("method").asText("")) {
            case Mcp.TOOLS_CHANGED -> ear.toolsChanged();
            case Mcp.PROGRESS -> ticket(params.path("progressToken")).ifPresent(ticket -> ticket.progress().accept(params.path("message").asText()));
            case Mcp.CALL_ENDED -> ticket(params.path("requestId")).ifPresent(ticket -> ticket.answer().cancel(false));
            case "" -> throw new Defect("it wrote " + excerpt(line));
            default -> LOG.debug("process {} says {}, which nobody listens to", peer.pid(), message.path("method"));
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.read(line);
        } catch (Permanent malformed) {
            throw new Defect("it wrote " + excerpt(line), malformed);
        }
    }

    private static String excerpt(String line) {
        return "'" + (line.length() > EXCERPT ? line.substring(0, EXCERPT) + "…" : line) + "'";
    }

    private Optional<Ticket> ticket(JsonNode id) {
        return Optional.ofNullable(open.get(id.asLong(-1)));
    }

    /** Of one that nobody waits for any more nothing is made. */
    private void answered(JsonNode message) {
        ticket(message.path("id")).ifPresent(ticket -> {
            if (message.has("error")) {
                ticket.answer().completeExceptionally(new Permanent(message.path("error").path("message").asText("it does not say why")));
            } else {
                ticket.answer().complete(message.path("result"));
            }
        });
    }
}
