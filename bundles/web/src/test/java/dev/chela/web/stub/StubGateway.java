package dev.chela.web.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/** The server: pages by the real endpoints, the protocol by {@link House}. */
public final class StubGateway implements AutoCloseable {
    public static final String TOKEN = "a-token-for-tests";
    static final ObjectMapper JSON = new ObjectMapper();

    private volatile boolean losing;
    private volatile boolean cut;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final Map<String, HttpEndpoint> endpoints;
    private final BiFunction<String, Map<String, String>, dev.chela.api.http.Request> asked;
    public final House house = new House(this);

    /** @param endpoints by path prefix, the most specific first */
    public StubGateway(Map<String, HttpEndpoint> endpoints, BiFunction<String, Map<String, String>, dev.chela.api.http.Request> asked) {
        this.endpoints = new LinkedHashMap<>(endpoints);
        this.asked = asked;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("listening", e);
        }
        threads.execute(this::accept);
    }

    public URI address(String rest) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/" + rest);
    }

    /** What the page asked for by one method, oldest first. */
    public List<JsonNode> asked(String method) {
        return requests.stream().filter(each -> each.path("method").asText().equals(method)).map(each -> each.path("params")).toList();
    }

    /** Breaks every line, as a network does, and lets none be begun until {@link #mend}. */
    public void cut() {
        cut = true;
        lines.forEach(Line::close);
    }

    public void mend() {
        cut = false;
    }

    /** What is broadcast meanwhile is lost on its way, as for a client that reads too slowly. */
    public void losing(Runnable work) {
        losing = true;
        work.run();
        losing = false;
    }

    void broadcast(String event, Map<String, ?> payload) {
        lines.forEach(line -> line.event(event, payload));
    }

    void later(Runnable work) {
        threads.execute(work);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var wire = new Wire(socket);
            while (true) {
                var request = wire.request();
                if ("websocket".equalsIgnoreCase(request.get("upgrade"))) {
                    if (cut) {
                        return;
                    }
                    wire.upgrade(request.get("sec-websocket-key"));
                    new Line(wire).run();
                    return;
                }
                page(wire, request);
            }
        } catch (IOException e) {
            // The browser went: it opens a new connection when it wants one.
        } catch (Exception e) {
            throw new IllegalStateException("the stub failed", e);
        }
    }

    private void page(Wire wire, Map<String, String> request) throws Exception {
        var path = request.get("").split(" ")[1].replaceFirst("\\?.*", "");
        var endpoint = endpoints.entrySet().stream().filter(each -> path.startsWith(each.getKey())).findFirst().orElseThrow().getValue();
        var reply = (Reply.Full) endpoint.handle(asked.apply(path, request));
        wire.reply(reply.status(), reply.headers(), reply.body());
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        threads.shutdownNow();
    }

    /** One client. */
    private final class Line {
        private final Wire wire;
        private volatile int seq;
        private boolean greeted;

        Line(Wire wire) {
            this.wire = wire;
        }

        void run() throws IOException {
            write(Map.of("type", "event", "event", "connect.challenge", "payload", Map.of("nonce", "n", "ts", 1)));
            try {
                while (true) {
                    answer(JSON.readTree(wire.receive()));
                }
            } finally {
                lines.remove(this);
            }
        }

        private void answer(JsonNode request) throws IOException {
            requests.add(request);
            var id = request.get("id").asText();
            var method = request.get("method").asText();
            if (method.equals("connect") && !house.knows(request.at("/params/auth"))) {
                write(Map.of("type", "res", "id", id, "ok", false, "error", Map.of("code", "INVALID_REQUEST", "message", "unauthorized: gateway token mismatch",
                        "details", Map.of("code", "AUTH_TOKEN_MISMATCH"))));
                wire.close();
                return;
            }
            try {
                var answer = house.answer(method, request.path("params"));
                write(Map.of("type", "res", "id", id, "ok", true, "payload", answer));
            } catch (IllegalArgumentException refused) {
                write(Map.of("type", "res", "id", id, "ok", false, "error", Map.of("code", "INVALID_REQUEST", "message", refused.getMessage())));
            }
            if (method.equals("connect")) {
                lines.add(this);
            }
        }

        synchronized void event(String event, Map<String, ?> payload) {
            int number = ++seq;
            if (!losing) {
                write(Map.of("type", "event", "event", event, "payload", payload, "seq", number));
            }
        }

        private synchronized void write(Object frame) {
            try {
                wire.send(JSON.writeValueAsString(frame));
            } catch (IOException e) {
                close();
            }
        }

        void close() {
            lines.remove(this);
            try {
                wire.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
