package dev.chela.cli.wire;

import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One open connection to a gateway, past its handshake. Requests may be made from any thread; their futures complete on
 * the reading thread, with a {@link Refusal} when the gateway says no and an {@link IOException} when the connection ends
 * before the answer.
 */
public final class Gateway implements AutoCloseable {
    private final WebSocket socket;
    private final Json hello;
    private final Listener listener;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicInteger requests = new AtomicInteger(1);
    private volatile boolean closing;
    private volatile IOException end;

    private record Pending(String method, boolean untilFinal, CompletableFuture<Json> interim, CompletableFuture<Json> answer) {}

    /** The two answers of a long request: {@code accepted} comes first, and is skipped by a gateway that has nothing to say yet. */
    public record LongRequest(CompletableFuture<Json> accepted, CompletableFuture<Json> answer) {}

    Gateway(WebSocket socket, Json hello, Listener listener) {
        this.socket = socket;
        this.hello = hello;
        this.listener = listener;
    }

    /** Reads until the connection ends, on a thread that does not keep the process alive. */
    void startReading() {
        Thread reader = new Thread(this::read, "chela-gateway-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** The gateway's greeting. */
    public Json hello() {
        return hello;
    }

    /** The key of the session that a person means by "main". */
    public String mainSession() {
        return hello.at("snapshot.sessionDefaults.mainSessionKey").text("agent:main:main");
    }

    public CompletableFuture<Json> request(String method, Json params) {
        return send(method, params, false).answer();
    }

    /** A request whose first answer may be no more than "accepted". */
    public LongRequest requestUntilFinal(String method, Json params) {
        Pending request = send(method, params, true);
        return new LongRequest(request.interim(), request.answer());
    }

    private Pending send(String method, Json params, boolean untilFinal) {
        String id = requests.getAndIncrement() + ":" + UUID.randomUUID();
        Pending request = new Pending(method, untilFinal, new CompletableFuture<>(), new CompletableFuture<>());
        pending.put(id, request);
        try {
            socket.send(Frames.request(id, method, params));
        } catch (IOException e) {
            pending.remove(id);
            request.answer().completeExceptionally(e);
        }
        IOException over = end;
        if (over != null) {
            request.answer().completeExceptionally(over);
        }
        return request;
    }

    private void read() {
        try {
            while (true) {
                dispatch(socket.receive());
            }
        } catch (IOException e) {
            ended(e);
        }
    }

    private void dispatch(String message) {
        Json frame;
        try {
            frame = JsonText.parse(message);
        } catch (MalformedJson e) {
            // The protocol's rule: what does not parse is not there. A request it should have answered runs into its deadline.
            return;
        }
        String type = frame.get("type").text();
        if (type.equals("res")) {
            answered(frame);
        } else if (type.equals("event")) {
            listener.event(frame.get("event").text(), frame.get("payload"));
        }
    }

    private void answered(Json frame) {
        String id = frame.get("id").text();
        Pending request = pending.get(id);
        if (request == null) {
            return;
        }
        if (!frame.get("ok").isTrue()) {
            pending.remove(id);
            request.answer().completeExceptionally(new Refusal(request.method(), frame.get("error")));
        } else if (request.untilFinal() && frame.at("payload.status").text().equals("accepted")) {
            request.interim().complete(frame.get("payload"));
        } else {
            pending.remove(id);
            request.answer().complete(frame.get("payload"));
        }
    }

    private void ended(IOException fault) {
        IOException over = new IOException(why(fault));
        end = over;
        pending.values().forEach(request -> request.answer().completeExceptionally(over));
        if (!closing) {
            listener.lost(over.getMessage());
        }
    }

    private String why(IOException fault) {
        if (fault instanceof WebSocket.Closed closed) {
            String reason = closed.getMessage().isEmpty() ? "no reason given" : closed.getMessage();
            return "the gateway closed the connection (" + closed.code() + ": " + reason + ")";
        }
        if (fault instanceof SocketTimeoutException) {
            return "the gateway has been silent for " + silence().toSeconds() + " s";
        }
        return "the connection broke";
    }

    /** Two ticks: a gateway that says nothing for longer is taken for gone. */
    Duration silence() {
        return Duration.ofMillis(2 * hello.at("policy.tickIntervalMs").number().orElse(30_000L));
    }

    @Override
    public void close() {
        closing = true;
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed either way, and we were leaving.
            end = e;
        }
    }
}
