package dev.chela.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chela.testkit.http.Ailing;
import dev.chela.testkit.socket.SocketServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Discord for one bot, in one guild with one text channel. Safe on any thread. */
public final class FakeDiscord implements AutoCloseable {
    /** Like a real one: the bot's id in Base64, a time, a signature. */
    public static final String TOKEN = "NzAwMDAwMDAwMDAwMDAwMDAx.GfAkE1.for-tests-only_0123456789abcdefghijklm";
    public static final String BOT_ID = "700000000000000001";
    public static final String BOT_NAME = "chela_test_bot";
    public static final String GUILD = "500000000000000001";
    public static final String GENERAL = "400000000000000001";
    public static final String ALICE = "100000000000000001";
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/v10";

    private final String token;
    private final Gateway gateway;
    private final World world;
    private final Rest rest;
    private final SocketServer sockets;
    private final Ailing ailing = new Ailing();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Heard> heard = new ArrayList<>();
    private final List<Exchanged> exchanged = new ArrayList<>();
    private final Map<String, Upset> upsets = new HashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();

    private FakeDiscord(String token) throws IOException {
        this.token = token;
        gateway = new Gateway(token, this::world);
        world = new World(gateway);
        rest = new Rest(world, gateway);
        sockets = new SocketServer(gateway::serve);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        world.at("http://127.0.0.1:" + server.getAddress().getPort());
        gateway.at(sockets.address().toString());
        server.createContext("/", this::serve).getFilters().add(ailing);
        server.setExecutor(threads);
        server.start();
    }

    public static FakeDiscord start() {
        return start(TOKEN);
    }

    public static FakeDiscord start(String token) {
        try {
            return new FakeDiscord(token);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the fake Discord", e);
        }
    }

    public URI root() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + API);
    }

    public World world() {
        return world;
    }

    public Gateway gateway() {
        return gateway;
    }

    /** The next request like this goes wrong. @param pattern of the path, without {@code /api/v10} */
    public synchronized void next(String method, String pattern, Upset upset) {
        upsets.put(method + " " + pattern, upset);
    }

    /** What can be downloaded under a name. */
    public synchronized void hold(String name, byte[] content) {
        files.put(name, content);
    }

    public synchronized List<Heard> heard(String method, String pattern) {
        return heard.stream().filter(call -> call.is(method, pattern)).toList();
    }

    /** Every request that the bot made itself known for, with its answer; without those that were to go wrong. */
    public synchronized List<Exchanged> exchanged() {
        return List.copyOf(exchanged);
    }

    /** Waits, a minute at most, until so many requests like this were made. @return all of them */
    public synchronized List<Heard> await(String method, String pattern, int count) throws InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (heard(method, pattern).size() < count && System.nanoTime() < until) {
            wait(1_000);
        }
        return heard(method, pattern);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            if (path.startsWith("/attachments/")) {
                file(exchange, path.substring(path.lastIndexOf('/') + 1));
            } else if (!path.startsWith(API)) {
                throw new Refusal(404, 0, "404: Not Found");
            } else {
                call(exchange, path.substring(API.length()));
            }
        } catch (Refusal refusal) {
            send(exchange, refusal.status(), bytes(told(refusal)));
        } finally {
            exchange.close();
        }
    }

    private void call(HttpExchange exchange, String path) throws IOException {
        Heard call = Forms.read(exchange, path);
        if (!("Bot " + token).equals(exchange.getRequestHeaders().getFirst("Authorization")) && !path.startsWith("/interactions/")) {
            throw new Refusal(401, 0, "401: Unauthorized");
        }
        Optional<Upset> upset = note(call);
        budget(exchange, path, upset);
        if (upset.isPresent() && upset.get() instanceof Upset.TooMany many) {
            tooMany(exchange, many);
            return;
        }
        if (upset.isPresent() && upset.get() instanceof Upset.Says says) {
            throw new Refusal(says.status(), says.code(), says.message());
        }
        if (upset.isPresent() && upset.get() instanceof Upset.Page page) {
            send(exchange, page.status(), "<html>Bad Gateway</html>".getBytes(StandardCharsets.UTF_8));
            return;
        }
        Optional<JsonNode> answer = answer(call, Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
        if (upset.filter(Upset.AnswerLost.class::isInstance).isEmpty()) {
            send(exchange, answer.isPresent() ? 200 : 204, answer.isPresent() ? bytes(answer.get()) : new byte[0]);
        }
    }

    private Optional<JsonNode> answer(Heard call, String query) {
        try {
            Optional<JsonNode> answer = rest.answer(call, query);
            note(new Exchanged(call, answer.isPresent() ? 200 : 204, answer.orElse(MissingNode.getInstance())));
            return answer;
        } catch (Refusal refusal) {
            note(new Exchanged(call, refusal.status(), told(refusal)));
            throw refusal;
        }
    }

    private synchronized void note(Exchanged exchange) {
        exchanged.add(exchange);
    }

    private static JsonNode told(Refusal refusal) {
        return Shapes.object().put("message", refusal.getMessage()).put("code", refusal.code());
    }

    private synchronized Optional<Upset> note(Heard call) {
        heard.add(call);
        notifyAll();
        Optional<String> key = upsets.keySet().stream().filter(each -> call.is(each.substring(0, each.indexOf(' ')), each.substring(each.indexOf(' ') + 1))).findFirst();
        return key.map(upsets::remove);
    }

    private static void budget(HttpExchange exchange, String path, Optional<Upset> upset) {
        boolean last = upset.filter(what -> what instanceof Upset.Last || what instanceof Upset.TooMany).isPresent();
        double seconds = upset.isPresent() && upset.get() instanceof Upset.Last said ? said.seconds()
                : upset.isPresent() && upset.get() instanceof Upset.TooMany many ? many.seconds() : 1;
        exchange.getResponseHeaders().add("X-RateLimit-Bucket", "b" + Integer.toHexString(path.replaceAll("[0-9]+", "").hashCode()));
        exchange.getResponseHeaders().add("X-RateLimit-Limit", "5");
        exchange.getResponseHeaders().add("X-RateLimit-Remaining", last ? "0" : "4");
        exchange.getResponseHeaders().add("X-RateLimit-Reset-After", String.valueOf(seconds));
    }

    private static void tooMany(HttpExchange exchange, Upset.TooMany many) throws IOException {
        exchange.getResponseHeaders().add("Retry-After", String.valueOf((long) Math.ceil(many.seconds())));
        exchange.getResponseHeaders().add("X-RateLimit-Scope", many.global() ? "global" : "user");
        if (many.global()) {
            exchange.getResponseHeaders().add("X-RateLimit-Global", "true");
        }
        send(exchange, 429, bytes(Shapes.object().put("message", "You are being rate limited.").put("retry_after", many.seconds()).put("global", many.global())));
    }

    private void file(HttpExchange exchange, String name) throws IOException {
        byte[] content;
        synchronized (this) {
            content = files.getOrDefault(name, new byte[0]);
        }
        send(exchange, content.length == 0 ? 404 : 200, content);
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
        try {
            sockets.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
