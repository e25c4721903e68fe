package dev.chela.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A client of the protocol over the JDK's own WebSocket. Every wait ends after a minute. */
final class TestClient implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private final JsonNode challenge;
    private int count;

    private TestClient(URI uri, String... headers) throws Exception {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(uri, new Listening()).get(60, TimeUnit.SECONDS);
        challenge = await(frame -> frame.path("event").asText().equals("connect.challenge"));
    }

    static TestClient open(URI uri) throws Exception {
        return new TestClient(uri);
    }

    /** @param headers names and values in turn */
    static TestClient openWith(URI uri, String... headers) throws Exception {
        return new TestClient(uri, headers);
    }

    static TestClient openFrom(URI uri, String origin) throws Exception {
        return new TestClient(uri, "Origin", origin);
    }

    /** By way of a proxy, so that the address of the socket says nothing about the person. */
    static TestClient openAfar(URI uri) throws Exception {
        return new TestClient(uri, "X-Forwarded-For", "203.0.113.7");
    }

    /** Connected and greeted, with every scope of an owner. */
    static TestClient greeted(URI uri) throws Exception {
        TestClient client = open(uri);
        JsonNode hello = client.connect(params -> {});
        if (!hello.path("ok").asBoolean()) {
            throw new IllegalStateException(hello.toString());
        }
        return client;
    }

    JsonNode challenge() {
        return challenge.get("payload");
    }

    JsonNode connect(Consumer<ObjectNode> change) throws Exception {
        ObjectNode params = (ObjectNode) JSON.readTree("""
                {"minProtocol":4,"maxProtocol":4,"role":"operator",
                 "client":{"id":"cli","version":"1.0","platform":"linux","mode":"cli"},
                 "scopes":["operator.read","operator.write","operator.admin"],"caps":[]}""");
        params.putObject("auth").put("token", TestGateway.TOKEN);
        change.accept(params);
        return call("connect", params);
    }

    JsonNode call(String method, String params) throws Exception {
        return call(method, JSON.readTree(params));
    }

    JsonNode call(String method, JsonNode params) throws Exception {
        String id = ask(method, params);
        return await(frame -> frame.path("id").asText().equals(id));
    }

    String ask(String method, JsonNode params) {
        String id = ++count + ":test";
        ObjectNode frame = JSON.createObjectNode().put("type", "req").put("id", id).put("method", method);
        frame.set("params", params);
        send(frame.toString());
        return id;
    }

    void send(String text) {
        socket.sendText(text, true).orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** For what the gateway may well refuse to read to its end. */
    void sendUnanswered(String text) {
        socket.sendText(text, true);
    }

    /** The next frame that fits; frames before it are dropped. A close is the frame {@code {"closed":1008,"reason":"…"}}. */
    JsonNode await(Predicate<JsonNode> fits) throws Exception {
        while (true) {
            JsonNode frame = frames.poll(60, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("nothing that fits came within a minute");
            }
            if (fits.test(frame)) {
                return frame;
            }
            if (frame.has("closed")) {
                throw new AssertionError("closed instead: " + frame);
            }
        }
    }

    JsonNode event(String name) throws Exception {
        return await(frame -> frame.path("event").asText().equals(name));
    }

    String closed() throws Exception {
        JsonNode close = await(frame -> frame.has("closed"));
        return close.get("closed").asInt() + " " + close.get("reason").asText();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listening implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(parse(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            frames.add(JSON.createObjectNode().put("closed", code).put("reason", reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            frames.add(JSON.createObjectNode().put("closed", 1006).put("reason", error.toString()));
        }
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
