package dev.chela.core.eventwebhook.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Somebody else's system: takes what is POSTed, or answers as a test wants. */
final class Receiver implements AutoCloseable {
    record Got(Headers headers, String body) {
        String at(String field) {
            return Json.read(body).at(field).asText();
        }
    }

    /** @param status 0 to answer nothing until the end */
    record Answer(int status, Map<String, String> headers) {
        static final Answer HANGS = new Answer(0, Map.of());

        static Answer of(int status) {
            return new Answer(status, Map.of());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final LinkedBlockingQueue<Got> requests = new LinkedBlockingQueue<>();
    private volatile Function<Got, Optional<Answer>> answers = got -> Optional.empty();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** From now on; empty answers are 204. */
    void answers(Function<Got, Optional<Answer>> all) {
        answers = all;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Got got = new Got(exchange.getRequestHeaders(), new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Answer answer = answers.apply(got).orElse(Answer.of(204));
        requests.add(got);
        if (answer.status() == 0) {
            awaitEnd();
        } else {
            answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            exchange.sendResponseHeaders(answer.status(), -1);
        }
        exchange.close();
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Got next() {
        try {
            Got got = requests.poll(60, TimeUnit.SECONDS);
            assertThat(got).as("a request").isNotNull();
            return got;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<Got> next(int count) {
        List<Got> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(next());
        }
        return all;
    }

    boolean isQuiet() {
        return requests.isEmpty();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
