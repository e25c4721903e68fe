package dev.chela.itests.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The files of OpenClaw's browser interface on a port of their own, as its users serve them: every address of the one-page program
 * gives its page, and the one file that a gateway writes is fetched from there.
 */
final class ControlUiSite implements AutoCloseable {
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "js", "text/javascript", "css", "text/css",
            "svg", "image/svg+xml", "png", "image/png", "json", "application/json", "webmanifest", "application/manifest+json", "woff2", "font/woff2");
    private static final String OF_THE_GATEWAY = "control-ui-config.json";

    private final Path files;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile URI gateway;

    private ControlUiSite(Path files, HttpServer server) {
        this.files = files;
        this.server = server;
    }

    static ControlUiSite serve(Path files) {
        try {
            var site = new ControlUiSite(files, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            site.server.createContext("/", site::answer);
            site.server.setExecutor(site.threads);
            site.server.start();
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param at where its pages lie */
    void pointAt(URI at) {
        gateway = at;
    }

    /** As a browser names it. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Path asked = Path.of(exchange.getRequestURI().getPath().substring(1));
            if (asked.endsWith(OF_THE_GATEWAY)) {
                forward(exchange);
            } else {
                send(exchange, file(asked));
            }
        }
    }

    /** The page names its parts relative to itself, wherever in the program's addresses it stands. */
    private Path file(Path asked) {
        for (int first = 0; first < asked.getNameCount(); first++) {
            Path found = files.resolve(asked.subpath(first, asked.getNameCount()).toString()).normalize();
            if (found.startsWith(files) && Files.isRegularFile(found)) {
                return found;
            }
        }
        return files.resolve("index.html");
    }

    private static void send(HttpExchange exchange, Path file) throws IOException {
        String name = file.getFileName().toString();
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, Files.size(file));
        Files.copy(file, exchange.getResponseBody());
    }

    private void forward(HttpExchange exchange) throws IOException {
        var request = HttpRequest.newBuilder(gateway.resolve("/" + OF_THE_GATEWAY));
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        try {
            var answered = client.send((token == null ? request : request.header("Authorization", token)).build(), HttpResponse.BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answered.statusCode(), answered.body().length);
            exchange.getResponseBody().write(answered.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the gateway was asked", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
