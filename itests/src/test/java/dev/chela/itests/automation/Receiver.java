package dev.chela.itests.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.socket.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody's system that is told of events: it takes them, unless it is told to be ill for those of a session. Can go away and come back. */
final class Receiver implements AutoCloseable {
    /** What becomes of a request. */
    enum Mood { TAKES, ANSWERS_500, HANGS, HANGS_UP }

    private final int port = Ports.free();
    private final Map<String, Mood> moods = new ConcurrentHashMap<>();
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    Receiver() {
        comeBack();
    }

    int port() {
        return port;
    }

    /** @param session in full */
    void be(Mood mood, String session) {
        moods.put(session, mood);
    }

    /** What it has taken of a session, in that order. */
    List<JsonNode> taken(String session) {
        return taken.stream().filter(event -> event.path("session").asText().equals(session)).toList();
    }

    void goAway() {
        server.stop(0);
    }

    void comeBack() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::hear);
        server.start();
    }

    private void hear(HttpExchange exchange) throws IOException {
        JsonNode event = Wire.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Mood mood = moods.getOrDefault(event.path("session").asText(), Mood.TAKES);
        if (mood == Mood.HANGS) {
            hang();
        } else if (mood == Mood.ANSWERS_500) {
            exchange.sendResponseHeaders(500, -1);
        } else if (mood == Mood.TAKES) {
            taken.add(event);
            exchange.sendResponseHeaders(204, -1);
        }
        exchange.close();
    }

    private void hang() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
