package dev.chela.testkit.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chela.testkit.http.Ailing;
import dev.chela.testkit.socket.SocketServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slack for one app, in one workspace with one channel and one group. Safe on any thread. */
public final class FakeSlack implements AutoCloseable {
    public static final String BOT_TOKEN = "xoxb-100000000000-200000000000-forTestsOnly0123456789";
    public static final String APP_TOKEN = "xapp-1-A0CHELA01-300000000000-fortestsonly0123456789abcdef";
    public static final String APP = "A0CHELA01";
    public static final String TEAM = "T0HOUSE01";
    public static final String BOT_USER = "U0CHELA01";
    public static final String BOT_ID = "B0CHELA01";
    public static final String BOT_NAME = "chela_test_app";
    public static final String GENERAL = "C0GENERAL";
    public static final String TRIO = "C0TRIO001";
    public static final String ALICE = "U0ALICE01";
    public static final String BOB = "U0BOBBY02";
    public static final String SCOPES = "chat:write,channels:history,channels:read,groups:history,groups:read,im:history,im:read,im:write,mpim:history,mpim:read,"
            + "metadata.message:read,users:read,reactions:read,reactions:write,files:read,files:write";
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/api/";
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");

    private final String botToken;
    private final String appToken;
    private final Sockets sockets = new Sockets();
    private final Store files = new Store();
    private final World world = new World(sockets, files);
    private final SocketServer lines;
    private final Ailing ailing = new Ailing();
    private final HttpServer server;
    private final Methods methods;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Heard> heard = new ArrayList<>();
    private final Map<String, Upset> upsets = new HashMap<>();
    private String scopes = SCOPES;

    private FakeSlack(String botToken, String appToken) throws IOException {
        this.botToken = botToken;
        this.appToken = appToken;
        lines = new SocketServer(sockets::serve);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String root = "http://127.0.0.1:" + server.getAddress().getPort();
        sockets.at(lines.address().toString());
        files.at(root);
        methods = new Methods(this, files, root);
        server.createContext("/", this::serve).getFilters().add(ailing);
        server.setExecutor(threads);
        server.start();
    }

    public static FakeSlack start() {
        return start(BOT_TOKEN, APP_TOKEN);
    }

    public static FakeSlack start(String botToken, String appToken) {
        try {
            return new FakeSlack(botToken, appToken);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the fake Slack", e);
        }
    }

    public URI root() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api");
    }

    public World world() {
        return world;
    }

    public Sockets sockets() {
        return sockets;
    }

    /** The next call of this method goes wrong. */
    public synchronized void next(String method, Upset upset) {
        upsets.put(method, upset);
    }

    /** What people can bring under a name. */
    public void hold(String name, byte[] content) {
        files.hold(name, content);
    }

    /** What the app may from now on. @param names separated by commas */
    public synchronized void scopes(String names) {
        scopes = names;
    }

    /** Refuses whoever is not the app, or shows another of its tokens than the method wants. */
    void check(Heard call) {
        String wanted = call.method().equals("apps.connections.open") ? appToken : botToken;
        if (!call.token().equals(wanted)) {
            boolean other = call.token().equals(appToken) || call.token().equals(botToken);
            throw new Refusal(call.token().isEmpty() ? "not_authed" : other ? "not_allowed_token_type" : "invalid_auth");
        }
    }

    synchronized boolean may(String scope) {
        return List.of(scopes.split(",")).contains(scope);
    }

    public synchronized List<Heard> heard(String method) {
        return heard.stream().filter(call -> call.method().equals(method)).toList();
    }

    public synchronized List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** What was brought for a file. */
    public Optional<byte[]> content(String file) {
        return files.content(file);
    }

    /** Waits, a minute at most, until so many calls of a method were made. @return all of them */
    public synchronized List<Heard> await(String method, int count) throws InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (heard(method).size() < count && System.nanoTime() < until) {
            wait(1_000);
        }
        return heard(method);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            if (path.startsWith(API)) {
                call(exchange, path.substring(API.length()));
            } else if (path.startsWith("/upload/")) {
                upload(exchange, path.substring("/upload/".length()));
            } else {
                download(exchange, path.split("/")[2]);
            }
        } catch (Refusal refusal) {
            send(exchange, 200, "application/json", JSON.writeValueAsBytes(Shapes.object().put("ok", false).put("error", refusal.getMessage())));
        } finally {
            exchange.close();
        }
    }

    private static String bearer(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("").replaceFirst("^Bearer ", "");
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String field : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
            int sign = field.indexOf('=');
            if (sign > 0) {
                fields.put(URLDecoder.decode(field.substring(0, sign), StandardCharsets.UTF_8), URLDecoder.decode(field.substring(sign + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private void call(HttpExchange exchange, String method) throws IOException {
        Map<String, String> fields = form(exchange);
        Heard call = new Heard(method, Map.copyOf(fields), bearer(exchange), System.nanoTime());
        Optional<Upset> upset = note(call);
        exchange.getResponseHeaders().add("X-OAuth-Scopes", scopes);
        if (upset.isPresent() && upset.get() instanceof Upset.TooMany many) {
            exchange.getResponseHeaders().add("Retry-After", String.valueOf(many.seconds()));
            send(exchange, 429, "application/json", JSON.writeValueAsBytes(Shapes.object().put("ok", false).put("error", "ratelimited")));
        } else if (upset.isPresent() && upset.get() instanceof Upset.Page page) {
            send(exchange, page.status(), "text/html", "<html>Bad Gateway</html>".getBytes(StandardCharsets.UTF_8));
        } else if (upset.isPresent() && upset.get() instanceof Upset.Says says) {
            throw new Refusal(says.error());
        } else {
            JsonNode answer = methods.answer(call);
            if (upset.isEmpty()) {
                send(exchange, 200, "application/json; charset=utf-8", JSON.writeValueAsBytes(answer));
            }
        }
    }

    private synchronized Optional<Upset> note(Heard call) {
        heard.add(call);
        notifyAll();
        return Optional.ofNullable(upsets.remove(call.method()));
    }

    /** The body as it is, or one file of a form. */
    private void upload(HttpExchange exchange, String file) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Matcher boundary = BOUNDARY.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
        if (boundary.find()) {
            String part = new String(body, StandardCharsets.ISO_8859_1).split("--" + Pattern.quote(boundary.group(1)))[1];
            body = part.substring(part.indexOf("\r\n\r\n") + 4, part.length() - 2).getBytes(StandardCharsets.ISO_8859_1);
        }
        files.fill(file, body);
        send(exchange, 200, "text/plain", ("OK - " + body.length).getBytes(StandardCharsets.US_ASCII));
    }

    /** Who may not have it is shown how to log in. */
    private void download(HttpExchange exchange, String file) throws IOException {
        Optional<byte[]> content = files.content(file);
        if (!bearer(exchange).equals(botToken) || !may("files:read")) {
            send(exchange, 200, "text/html; charset=utf-8", "<html>Sign in</html>".getBytes(StandardCharsets.UTF_8));
        } else {
            send(exchange, content.isPresent() ? 200 : 404, "text/plain", content.orElse(new byte[0]));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
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
            lines.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
