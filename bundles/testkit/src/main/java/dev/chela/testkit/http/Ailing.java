package dev.chela.testkit.http;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes a server of the JDK's ill, until it is cured. Safe on any thread. */
public final class Ailing extends Filter {
    private static final int FLOOD_BYTES = 10 * 1024 * 1024;
    private static final long DRIP_MILLIS = 200;
    private static final int WAIT_SECONDS = 60;
    /** As the platforms say it that there are stand-ins for, each in its own fields. */
    private static final String TOO_MANY = """
            {"ok":false,"error_code":429,"description":"Too Many Requests: retry after 60","parameters":{"retry_after":60},"error":"ratelimited",
             "message":"You are being rate limited.","retry_after":60.0,"global":true}""";

    private Optional<Ailment> ailment = Optional.empty();

    /** From now on, also for those who wait for an answer already. */
    public synchronized void suffers(Ailment from) {
        ailment = Optional.of(from);
    }

    public synchronized void cured() {
        ailment = Optional.empty();
        notifyAll();
    }

    private synchronized Optional<Ailment> now() {
        return ailment;
    }

    @Override
    public String description() {
        return "what goes wrong with every answer";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Optional<Ailment> from = now();
        if (from.isEmpty()) {
            chain.doFilter(exchange);
            return;
        }
        try (exchange) {
            switch (from.get()) {
                case DOWN -> { }
                case SILENT -> rest(WAIT_SECONDS * 1_000L);
                case SLOW -> drip(exchange);
                case TOO_MANY -> refuse(exchange);
                case FLOOD -> flood(exchange);
            }
        }
    }

    private synchronized void rest(long millis) {
        long until = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; ailment.isPresent() && left > 0; left = (until - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            ailment = Optional.empty();
        }
    }

    private void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        while (now().isPresent()) {
            body.write(' ');
            body.flush();
            rest(DRIP_MILLIS);
        }
    }

    private static void refuse(HttpExchange exchange) throws IOException {
        byte[] body = TOO_MANY.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Retry-After", String.valueOf(WAIT_SECONDS));
        exchange.sendResponseHeaders(429, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void flood(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, FLOOD_BYTES);
        exchange.getResponseBody().write(" ".repeat(FLOOD_BYTES).getBytes(StandardCharsets.US_ASCII));
    }
}
