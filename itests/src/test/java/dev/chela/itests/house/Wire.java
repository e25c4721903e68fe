package dev.chela.itests.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The protocol on a bare WebSocket. Every frame that came is kept, in order, so that a wait also finds what came before it began.
 * Every wait has a deadline.
 */
public final class Wire implements AutoCloseable {
    public static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger IDS = new AtomicInteger();

    private final List<JsonNode> frames = new ArrayList<>();
    private final WebSocket socket;
    private JsonNode hello = JSON.missingNode();

    private Wire(URI url, Map<String, String> headers) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder.buildAsync(url, new Listening()).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Only the socket: nothing is said yet. */
    public static Wire open(URI url) {
        return new Wire(url, Map.of());
    }

    public static Wire openFrom(URI url, String origin) {
        return new Wire(url, Map.of("Origin", origin));
    }

    public static Wire openWith(URI url, Map<String, String> headers) {
        return new Wire(url, headers);
    }

    /** By way of a proxy, so that the address of the socket says nothing about the person. */
    public static Wire openAfar(URI url) {
        return new Wire(url, Map.of("X-Forwarded-For", "203.0.113.7"));
    }

    /** Connected as the owner's client, every scope granted. */
    public static Wire connect(URI url, String token) {
        return connect(url, token, "operator.admin", "operator.read", "operator.write");
    }

    public static Wire connect(URI url, String token, String... scopes) {
        Wire wire = open(url);
        JsonNode response = wire.greet(token, scopes);
        if (!response.path("ok").asBoolean()) {
            throw new AssertionError("refused: " + response);
        }
        return wire;
    }

    public JsonNode greet(String token, String... scopes) {
        return greet(challenge -> parse("""
                {"minProtocol":4,"maxProtocol":4,"role":"operator","scopes":%s,
                 "caps":["tool-events"],"client":{"id":"cli","version":"1","platform":"test","mode":"cli"},
                 "auth":{"token":"%s"}}""".formatted(JSON.valueToTree(scopes), token)));
    }

    /** @param params of {@code connect}, from the challenge. @return the whole answer */
    public JsonNode greet(Function<JsonNode, JsonNode> params) {
        JsonNode response = ask("connect", params.apply(event("connect.challenge").path("payload")).toString());
        hello = response.path("payload");
        return response;
    }

    public JsonNode hello() {
        return hello;
    }

    /** The payload of a request that is expected to go well. */
    public JsonNode call(String method, String params) {
        JsonNode response = ask(method, params);
        if (!response.path("ok").asBoolean()) {
            throw new AssertionError(method + " was refused: " + response);
        }
        return response.path("payload");
    }

    /** The error of a request that is expected to be refused. */
    public JsonNode refused(String method, String params) {
        JsonNode response = ask(method, params);
        if (response.path("ok").asBoolean()) {
            throw new AssertionError(method + " was not refused: " + response);
        }
        return response.path("error");
    }

    /** The response as it came. */
    public JsonNode ask(String method, String params) {
        return response(request(method, params));
    }

    public JsonNode response(String id) {
        return await("a response to " + id, frame -> frame.path("id").asText().equals(id));
    }

    /** @return the request's id; nothing is waited for */
    public String request(String method, String params) {
        String id = IDS.incrementAndGet() + ":itest";
        ObjectNode frame = JSON.createObjectNode().put("type", "req").put("id", id).put("method", method);
        frame.set("params", parse(params));
        send(frame.toString());
        return id;
    }

    public void send(String text) {
        socket.sendText(text, true).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** For what the gateway may refuse to read to its end. */
    public CompletableFuture<WebSocket> sendUnanswered(String text) {
        return socket.sendText(text, true);
    }

    /** Sends a message. The key is also the run's id. */
    public void chat(String session, String message, String key) {
        ObjectNode params = JSON.createObjectNode().put("sessionKey", session).put("message", message).put("idempotencyKey", key);
        call("chat.send", params.toString());
    }

    /** One whole turn. @return the final answer's text */
    public String converse(String session, String message, String key) {
        chat(session, message, key);
        JsonNode end = end(key);
        if (!end.path("state").asText().equals("final")) {
            throw new AssertionError("run " + key + " did not end well: " + end);
        }
        return text(end.path("message"));
    }

    /** The chat event that ends a run. */
    public JsonNode end(String run) {
        return await("the end of run " + run, frame -> isChat(frame, run) && !List.of("delta", "status").contains(state(frame))).path("payload");
    }

    /** The first words of a run's answer. */
    public JsonNode delta(String run) {
        return await("words of run " + run, frame -> isChat(frame, run) && state(frame).equals("delta")).path("payload");
    }

    /** The payloads of a run's chat events in one state, so far. */
    public List<JsonNode> chats(String run, String state) {
        return seen(frame -> isChat(frame, run) && state(frame).equals(state)).stream().map(f -> f.path("payload")).toList();
    }

    private static boolean isChat(JsonNode frame, String run) {
        return frame.path("event").asText().equals("chat") && frame.path("payload").path("runId").asText().equals(run);
    }

    private static String state(JsonNode frame) {
        return frame.path("payload").path("state").asText();
    }

    public JsonNode event(String name) {
        return await("event " + name, frame -> frame.path("event").asText().equals(name));
    }

    /** The code and the reason with which the other side closed. */
    public String closed() {
        JsonNode close = await("the close", frame -> frame.has("closed"));
        return close.path("closed").asInt() + " " + close.path("reason").asText();
    }

    /** The first frame that fits, of those that came and those to come. */
    public JsonNode await(String what, Predicate<JsonNode> fits) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (frames) {
            for (int i = 0; ; i++) {
                awaitFrame(i, end, what);
                if (fits.test(frames.get(i))) {
                    return frames.get(i);
                }
            }
        }
    }

    private void awaitFrame(int index, long end, String what) {
        while (frames.size() <= index) {
            long left = (end - System.nanoTime()) / 1_000_000;
            boolean over = !frames.isEmpty() && frames.get(frames.size() - 1).has("closed");
            if (left <= 0 || over) {
                throw new AssertionError((over ? "closed without " : "not within " + PATIENCE.toSeconds() + " s: ") + what
                        + "; last frames: " + frames.subList(Math.max(0, frames.size() - 6), frames.size()));
            }
            try {
                frames.wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for " + what, e);
            }
        }
    }

    public List<JsonNode> seen(Predicate<JsonNode> fits) {
        synchronized (frames) {
            return frames.stream().filter(fits).toList();
        }
    }

    /** All that came so far; waits from now on see only what comes after it. */
    public List<JsonNode> drain() {
        synchronized (frames) {
            List<JsonNode> all = List.copyOf(frames);
            frames.clear();
            return all;
        }
    }

    /** The text of a message, whatever its shape. */
    public static String text(JsonNode message) {
        JsonNode content = message.path("content");
        if (content.isTextual()) {
            return content.asText();
        }
        StringBuilder all = new StringBuilder();
        content.forEach(block -> all.append(block.path("text").asText("")));
        return all.toString();
    }

    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void keep(JsonNode frame) {
        synchronized (frames) {
            frames.add(frame);
            frames.notifyAll();
        }
    }

    private final class Listening implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                keep(parse(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            keep(JSON.createObjectNode().put("closed", code).put("reason", reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            keep(JSON.createObjectNode().put("closed", 1006).put("reason", error.toString()));
        }
    }
}
