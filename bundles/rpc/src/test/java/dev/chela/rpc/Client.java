package dev.chela.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the protocol that keeps every frame it was sent, in order. Every wait ends after twenty seconds. */
final class Client implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> frames = new ArrayList<>();
    private final WebSocket socket;
    private int count;

    private Client(URI uri, String... headers) throws Exception {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(uri, new Listening()).get(60, TimeUnit.SECONDS);
    }

    static Client greeted(URI uri, String scopes, String... caps) throws Exception {
        return greetedAs("cli", uri, scopes, caps);
    }

    static Client greetedAs(String mode, URI uri, String scopes, String... caps) throws Exception {
        // A page is one that the gateway served itself: that needs no device.
        Client client = mode.equals("cli") ? new Client(uri) : new Client(uri, "Origin", "http://" + uri.getAuthority());
        ObjectNode params = (ObjectNode) JSON.readTree("""
                {"minProtocol":4,"maxProtocol":4,"role":"operator","scopes":%s,
                 "client":{"id":"%s","version":"1.0","platform":"linux","mode":"%s"},
                 "auth":{"token":"%s"}}""".formatted(scopes, mode.equals("cli") ? mode : "webchat-ui", mode, WiredHouse.TOKEN));
        params.set("caps", JSON.valueToTree(caps));
        JsonNode hello = client.response(client.ask("connect", params));
        if (!hello.path("ok").asBoolean()) {
            throw new IllegalStateException(hello.toString());
        }
        return client;
    }

    /** Not greeted yet. @param headers names and values in turn */
    static Client open(URI uri, String... headers) throws Exception {
        return new Client(uri, headers);
    }

    /** The answer to {@code connect}, whatever it is. */
    JsonNode connect(JsonNode params) {
        return response(ask("connect", params));
    }

    /** Code and reason, once the connection has been closed. */
    String closed() {
        JsonNode close = await(frame -> frame.has("closed"));
        return close.get("closed").asInt() + " " + close.get("reason").asText();
    }

    /** The payload of a call that must be answered. Single quotes stand for double ones. */
    JsonNode call(String method, String params) {
        JsonNode answer = response(ask(method, read(params)));
        if (!answer.path("ok").asBoolean()) {
            throw new AssertionError(method + " was refused: " + answer);
        }
        return answer.path("payload");
    }

    /** The error of a call that must be refused. */
    JsonNode refused(String method, String params) {
        JsonNode answer = response(ask(method, read(params)));
        if (answer.path("ok").asBoolean()) {
            throw new AssertionError(method + " was answered: " + answer);
        }
        return answer.path("error");
    }

    String ask(String method, String params) {
        return ask(method, read(params));
    }

    private static JsonNode read(String params) {
        try {
            return JSON.readTree(params.replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ask(String method, JsonNode params) {
        String id = ++count + ":test";
        ObjectNode frame = JSON.createObjectNode().put("type", "req").put("id", id).put("method", method);
        frame.set("params", params);
        socket.sendText(frame.toString(), true).orTimeout(60, TimeUnit.SECONDS).join();
        return id;
    }

    JsonNode response(String id) {
        return await(frame -> frame.path("id").asText().equals(id) && !frame.path("payload").path("status").asText().equals("accepted"));
    }

    /** The end of a run, as a {@code chat} event tells it. */
    JsonNode end(String run) {
        return await(frame -> isEnd(frame) && frame.path("payload").path("runId").asText().equals(run)).path("payload");
    }

    static boolean isEnd(JsonNode frame) {
        return frame.path("event").asText().equals("chat")
                && !List.of("delta", "status").contains(frame.path("payload").path("state").asText());
    }

    /** The first frame that fits, whether it came already or is still to come. */
    JsonNode await(Predicate<JsonNode> fits) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        synchronized (frames) {
            while (true) {
                var found = frames.stream().filter(fits).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
                pause(end);
            }
        }
    }

    private void pause(long end) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new AssertionError("nothing that fits came within a minute; there were " + frames);
        }
        try {
            frames.wait(left);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything so far. */
    List<JsonNode> frames() {
        synchronized (frames) {
            return List.copyOf(frames);
        }
    }

    List<JsonNode> events(String name) {
        return frames().stream().filter(f -> f.path("event").asText().equals(name)).map(f -> f.path("payload")).toList();
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
                keep(read(text));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            keep(JSON.createObjectNode().put("closed", code).put("reason", reason));
            return null;
        }

        private JsonNode read(CharSequence frame) {
            try {
                return JSON.readTree(frame.toString());
            } catch (java.io.IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void keep(JsonNode frame) {
            synchronized (frames) {
                frames.add(frame);
                frames.notifyAll();
            }
        }
    }
}
