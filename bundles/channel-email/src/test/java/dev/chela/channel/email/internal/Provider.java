package dev.chela.channel.email.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chela.api.net.Http;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives access tokens for refresh tokens (RFC 6749, section 6), and says whose a token is. */
final class Provider implements AutoCloseable {
    static final String CLIENT = "the-client-17";
    static final String CLIENT_SECRET = "GOCSPX-only-for-tests";
    static final String REFRESH_TOKEN = "1//refresh-only-for-tests";

    private final HttpServer server;
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final List<Map<String, String>> asked = new ArrayList<>();
    private int status = 200;
    private String answer = "";
    private String next = "";

    Provider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::give);
        server.createContext("/info", this::tell);
        server.start();
    }

    Http http() {
        return http;
    }

    String tokens() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    /** To which a token is added. */
    String info() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/info?access_token=";
    }

    /** Every question is answered so. @param body empty for a token, numbered from one */
    synchronized Provider says(int code, String body) {
        status = code;
        answer = body;
        return this;
    }

    /** With the next access token comes this refresh token. */
    synchronized void rotates(String refreshToken) {
        next = refreshToken;
    }

    synchronized List<Map<String, String>> asked() {
        return List.copyOf(asked);
    }

    private void give(HttpExchange exchange) throws IOException {
        Map<String, String> form = new HashMap<>();
        for (String field : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
            form.put(field.split("=")[0], URLDecoder.decode(field.split("=")[1], StandardCharsets.UTF_8));
        }
        String said;
        int code;
        synchronized (this) {
            asked.add(form);
            said = !answer.isEmpty() ? answer : "{\"access_token\":\"ya29.token-" + asked.size() + "\",\"token_type\":\"Bearer\",\"expires_in\":3600"
                    + (next.isEmpty() ? "" : ",\"refresh_token\":\"" + next + '"') + "}";
            next = "";
            code = status;
        }
        send(exchange, code, said);
    }

    private void tell(HttpExchange exchange) throws IOException {
        boolean known = exchange.getRequestURI().getQuery().startsWith("access_token=ya29.");
        send(exchange, known ? 200 : 400, known ? "{\"email\":\"chela\",\"expires_in\":3000,\"scope\":\"mail\"}" : "{\"error\":\"invalid_token\"}");
    }

    private static void send(HttpExchange exchange, int code, String said) throws IOException {
        byte[] body = said.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
        clock.close();
    }
}
