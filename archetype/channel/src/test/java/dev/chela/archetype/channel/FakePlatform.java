package dev.chela.archetype.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A stand-in for the platform, on a real socket. */
final class FakePlatform implements AutoCloseable {
    static final String TOKEN = "sample-token-0123456789";

    private final String token;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<JsonNode> written = new ArrayList<>();
    private final Map<String, String> seen = new LinkedHashMap<>();

    FakePlatform(String token) {
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/messages", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI root() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void writes(String from, String text) {
        written.add(JsonNodeFactory.instance.objectNode().put("id", written.size() + 1).put("from", from).put("text", text).put("at", 1_800_000_000));
        notifyAll();
    }

    synchronized List<String> seen() {
        return List.copyOf(seen.values());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean known = ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = !known ? new byte[0] : exchange.getRequestMethod().equals("POST") ? take(exchange) : give(exchange.getRequestURI().getQuery());
            exchange.sendResponseHeaders(known ? 200 : 401, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized byte[] take(HttpExchange exchange) throws IOException {
        JsonNode message = Platform.read(exchange.getRequestBody().readAllBytes());
        seen.putIfAbsent(message.path("key").asText(), message.path("text").asText());
        int number = List.copyOf(seen.keySet()).indexOf(message.path("key").asText()) + 1;
        return JsonNodeFactory.instance.objectNode().put("id", number).toString().getBytes(StandardCharsets.UTF_8);
    }

    private synchronized byte[] give(String query) {
        String[] parts = query.split("[=&]");
        long after = Long.parseLong(parts[1]);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(parts[3]));
        try {
            for (long left = until - System.nanoTime(); written.size() <= after && left > 0; left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        written.stream().skip(after).forEach(messages::add);
        return messages.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
