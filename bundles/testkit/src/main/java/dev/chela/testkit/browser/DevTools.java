package dev.chela.testkit.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The Chrome DevTools protocol over one WebSocket, attached to one page. */
final class DevTools implements WebSocket.Listener, AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private String session = "";

    private DevTools(URI address) {
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder().connectTimeout(LIMIT).buildAsync(address, this).join();
    }

    static DevTools attach(URI address) {
        var tools = new DevTools(address);
        var target = tools.call("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
        tools.session = tools.call("Target.attachToTarget", Map.of("targetId", target, "flatten", true)).get("sessionId").asText();
        for (var domain : List.of("Page", "Runtime", "Log")) {
            tools.call(domain + ".enable", Map.of());
        }
        return tools;
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        int id = count.incrementAndGet();
        var frame = new HashMap<String, Object>(Map.of("id", id, "method", method, "params", parameters));
        if (!session.isEmpty()) {
            frame.put("sessionId", session);
        }
        var answer = new CompletableFuture<JsonNode>();
        asked.put(id, answer);
        try {
            socket.sendText(JSON.writeValueAsString(frame), true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (JsonProcessingException | ExecutionException e) {
            throw new BrowserFault(method + " failed: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new BrowserFault("the browser did not answer " + method + " within " + LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrowserFault("interrupted during " + method, e);
        } finally {
            asked.remove(id);
        }
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            var text = partial.toString();
            partial.setLength(0);
            receive(text);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        asked.values().forEach(each -> each.completeExceptionally(error));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        asked.values().forEach(each -> each.completeExceptionally(new BrowserFault("the browser hung up: " + code + " " + reason)));
        return CompletableFuture.completedStage(null);
    }

    private void receive(String text) {
        JsonNode frame;
        try {
            frame = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BrowserFault("the browser sent what is not JSON", e);
        }
        if (frame.has("id")) {
            answer(frame);
        } else {
            hear(frame.path("method").asText(), frame.path("params"));
        }
    }

    private void answer(JsonNode frame) {
        var waiting = asked.get(frame.get("id").asInt());
        if (waiting == null) {
            return;
        }
        if (frame.has("error")) {
            waiting.completeExceptionally(new BrowserFault(frame.at("/error/message").asText()));
        } else {
            waiting.complete(frame.path("result"));
        }
    }

    private void hear(String event, JsonNode what) {
        if (event.equals("Runtime.exceptionThrown")) {
            complaints.add(what.at("/exceptionDetails/exception/description").asText(what.at("/exceptionDetails/text").asText()));
        } else if (event.equals("Log.entryAdded") && what.at("/entry/level").asText().equals("error")) {
            complaints.add(what.at("/entry/text").asText() + " " + what.at("/entry/url").asText());
        } else if (event.equals("Runtime.consoleAPICalled") && what.path("type").asText().equals("error")) {
            complaints.add(what.path("args").findValuesAsText("value").toString());
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
