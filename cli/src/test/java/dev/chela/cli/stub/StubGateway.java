package dev.chela.cli.stub;

import dev.chela.cli.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does the challenge, the connect and the hello; answers methods as told; keeps what it was asked. */
public final class StubGateway implements AutoCloseable {
    public static final String TOKEN = "stub-token-of-24-characters";

    private final ServerSocket server;
    private final Map<String, Consumer<Request>> methods = new ConcurrentHashMap<>();
    private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final List<Json> connects = new CopyOnWriteArrayList<>();

    /** One question, and the means to answer it, at once, later, or twice. */
    public record Request(Peer peer, String id, String method, Json params) {
        public void answer(Json payload) {
            peer.send(Json.object("type", "res", "id", id, "ok", true, "payload", payload));
        }

        public void refuse(String code, String message) {
            Json error = Json.object("code", code, "message", message);
            peer.send(Json.object("type", "res", "id", id, "ok", false, "error", error));
        }
    }

    public StubGateway() {
        this(0);
    }

    public StubGateway(int port) {
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        on("health", request -> request.answer(Json.object("ok", true, "durationMs", 1)));
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The connect parameters of each connection so far. */
    public List<Json> connects() {
        return connects;
    }

    public StubGateway on(String method, Consumer<Request> answer) {
        methods.put(method, answer);
        return this;
    }

    public StubGateway answer(String method, Json payload) {
        return on(method, request -> request.answer(payload));
    }

    /** The next request with this method; earlier ones with other methods are passed over. */
    public Request next(String method) {
        try {
            while (true) {
                Request request = asked.poll(60, TimeUnit.SECONDS);
                if (request == null) {
                    throw new AssertionError("nobody asked for " + method);
                }
                if (request.method().equals(method)) {
                    return request;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether a method was asked for that nobody has taken with {@link #next} yet. */
    public boolean wasAsked(String method) {
        return asked.stream().anyMatch(request -> request.method().equals(method));
    }

    /** Sends an event to everybody who is connected. */
    public void push(String event, Json payload) {
        peers.forEach(peer -> peer.send(Json.object("type", "event", "event", event, "payload", payload)));
    }

    /** Ends every connection and goes on listening. */
    public void drop(int code, String reason) {
        List<Peer> leaving = List.copyOf(peers);
        peers.removeAll(leaving); // Before they hear of it: who comes back at once is one that stays.
        leaving.forEach(peer -> peer.goodbye(code, reason));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (Peer peer = new Peer(socket)) {
            peer.send(Json.object("type", "event", "event", "connect.challenge", "payload",
                    Json.object("nonce", "n-1", "ts", 1)));
            Json connect = peer.receive();
            connects.add(connect.get("params"));
            if (!TOKEN.equals(connect.at("params.auth.token").text())) {
                refuse(peer, connect);
                return;
            }
            peers.add(peer);
            peer.send(Json.object("type", "res", "id", connect.get("id"), "ok", true, "payload", hello(connect)));
            for (Json frame = peer.receive(); frame.isPresent(); frame = peer.receive()) {
                answer(new Request(peer, frame.get("id").text(), frame.get("method").text(), frame.get("params")));
            }
        } catch (IOException e) {
            // The client is gone, as clients go.
        }
    }

    private void answer(Request request) {
        methods.getOrDefault(request.method(), r -> r.refuse("INVALID_REQUEST", "unknown method: " + r.method()))
                .accept(request);
        asked.add(request);
    }

    private static void refuse(Peer peer, Json connect) {
        boolean none = !connect.at("params.auth.token").isPresent();
        Json details = Json.object("code", none ? "AUTH_TOKEN_MISSING" : "AUTH_TOKEN_MISMATCH");
        String message = none ? "unauthorized: gateway token missing" : "unauthorized: gateway token mismatch";
        Json error = Json.object("code", "INVALID_REQUEST", "message", message, "details", details);
        peer.send(Json.object("type", "res", "id", connect.get("id"), "ok", false, "error", error));
        peer.goodbye(1008, message);
    }

    private static Json hello(Json connect) {
        Json defaults = Json.object("defaultAgentId", "main", "mainKey", "main", "mainSessionKey", "agent:main:main");
        return Json.object(
                "type", "hello-ok",
                "protocol", 4,
                "server", Json.object("version", "0.1.0", "connId", "c-1"),
                "features", Json.object("methods", List.of("health"), "events", List.of("chat", "agent")),
                "snapshot", Json.object("presence", List.of(), "uptimeMs", 61_000, "sessionDefaults", defaults),
                "auth", Json.object("role", "operator", "scopes", connect.at("params.scopes")),
                "policy", Json.object("maxPayload", 26_214_400, "tickIntervalMs", 30_000));
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "stub-gateway");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            drop(1001, "the test is over");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
