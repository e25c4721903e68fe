package dev.chela.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chela.testkit.http.Ailing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The Bot API for one bot, {@link #BOT_NAME}, whose token is {@link #TOKEN}, unless it is started for another. It keeps updates until their offset is passed, as Telegram
 * does. Safe on any thread.
 */
public final class FakeTelegram implements AutoCloseable {
    public static final String TOKEN = "7000000001:AAFakeTokenForTests0123456789abcdefg";
    public static final String BOT_NAME = "chela_test_bot";
    public static final long BOT_ID = 7_000_000_001L;
    static final ObjectMapper JSON = new ObjectMapper();

    private final Ailing ailing = new Ailing();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String token;
    private final BotRoom room;
    private final List<Heard> heard = new ArrayList<>();
    private final Map<String, Deque<Upset>> upsets = new HashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();

    private FakeTelegram(String token, String name) throws IOException {
        this.token = token;
        room = new BotRoom(Letter.bot(Long.parseLong(token.substring(0, token.indexOf(':'))), name));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve).getFilters().add(ailing);
        server.setExecutor(threads);
        server.start();
    }

    public static FakeTelegram start() {
        return start(TOKEN, BOT_NAME);
    }

    /** @param token begins with the bot's id */
    public static FakeTelegram start(String token, String name) {
        try {
            return new FakeTelegram(token, name);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the fake Bot API", e);
        }
    }

    public URI root() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What people do there, and see. */
    public BotRoom room() {
        return room;
    }

    public synchronized void next(String method, Upset upset) {
        upsets.computeIfAbsent(method, name -> new ArrayDeque<>()).add(upset);
    }

    /** Every call so far, in order. */
    public synchronized List<Heard> heard() {
        return List.copyOf(heard);
    }

    public List<Heard> heard(String method) {
        return heard().stream().filter(call -> call.method().equals(method)).toList();
    }

    /** Waits, a minute at most, until a method was called so often. @return all its calls */
    public synchronized List<Heard> await(String method, int count) throws InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (heard(method).size() < count && System.nanoTime() < until) {
            wait(1_000);
        }
        return heard(method);
    }

    /** A file that {@code getFile} knows by this id. */
    public synchronized void hold(String fileId, byte[] content) {
        files.put(fileId, content);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            if (path.startsWith("/file/bot" + token + "/")) {
                file(exchange, path.substring(path.lastIndexOf('/') + 1));
            } else if (path.startsWith("/bot" + token + "/")) {
                call(exchange, path.substring(path.lastIndexOf('/') + 1));
            } else {
                answer(exchange, Refusal.of(path.matches("/bot[0-9]+:[A-Za-z0-9_-]{20,}/.*") ? 401 : 404,
                        path.matches("/bot[0-9]+:[A-Za-z0-9_-]{20,}/.*") ? "Unauthorized" : "Not Found"));
            }
        } catch (Refusal refusal) {
            answer(exchange, refusal);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private void call(HttpExchange exchange, String method) throws IOException, InterruptedException {
        Heard call = Parameters.read(exchange, method, System.nanoTime());
        Optional<Upset> upset = note(call);
        if (upset.isPresent() && upset.get() instanceof Upset.Says says) {
            throw new Refusal(says.code(), says.description(), says.retryAfter(), says.movedTo());
        }
        if (upset.isPresent() && upset.get() instanceof Upset.Page page) {
            send(exchange, page.status(), "<html>Bad Gateway</html>".getBytes(StandardCharsets.UTF_8));
            return;
        }
        JsonNode result = method.equals("getFile") ? named(call.parameters().path("file_id").asText()) : room.call(method, call.parameters(), call.files());
        if (upset.isEmpty()) {
            send(exchange, 200, bytes(JSON.createObjectNode().put("ok", true).set("result", result)));
        }
    }

    private synchronized Optional<Upset> note(Heard call) {
        heard.add(call);
        notifyAll();
        return Optional.ofNullable(upsets.get(call.method())).map(Deque::poll);
    }

    private synchronized JsonNode named(String id) {
        byte[] content = files.get(id);
        if (content == null) {
            throw Refusal.of(400, "Bad Request: wrong file_id or the file is temporarily unavailable");
        }
        if (content.length > 20_000_000) {
            throw Refusal.of(400, "Bad Request: file is too big");
        }
        return JSON.createObjectNode().put("file_id", id).put("file_unique_id", "u" + id).put("file_size", content.length)
                .put("file_path", "documents/" + id);
    }

    private void file(HttpExchange exchange, String id) throws IOException {
        byte[] content;
        synchronized (this) {
            content = files.getOrDefault(id, new byte[0]);
        }
        send(exchange, content.length == 0 ? 404 : 200, content);
    }

    private static void answer(HttpExchange exchange, Refusal refusal) throws IOException {
        ObjectNode said = JSON.createObjectNode().put("ok", false).put("error_code", refusal.code()).put("description", refusal.getMessage());
        if (refusal.retryAfter() > 0) {
            said.putObject("parameters").put("retry_after", refusal.retryAfter());
        }
        if (refusal.movedTo() != 0) {
            said.putObject("parameters").put("migrate_to_chat_id", refusal.movedTo());
        }
        send(exchange, refusal.code(), bytes(said));
    }

    private static byte[] bytes(JsonNode tree) throws IOException {
        return JSON.writeValueAsBytes(tree);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** What goes wrong with every call. */
    public Ailing ailing() {
        return ailing;
    }

    @Override
    public void close() {
        ailing.cured();
        room.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
