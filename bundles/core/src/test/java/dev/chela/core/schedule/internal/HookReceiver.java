package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers as it was told to; what it was told nothing of it refuses for good. */
final class HookReceiver {
    record Call(String path, String query, String authorization, String type, String body) {}

    private static final int GONE = 410;

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
    private final CountDownLatch ends = new CountDownLatch(1);
    private final AtomicBoolean hanging = new AtomicBoolean();
    private volatile String wish = "";
    private volatile String refused = "";
    private volatile String words = "";

    HookReceiver() throws IOException {
        server.createContext("/", this::answer);
        server.setExecutor(task -> new Thread(task, "receiver").start());
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String address(String path) {
        return "http://" + host() + path;
    }

    void answers(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    /** @param seconds that it wants to be left alone for, after each refusal */
    HookReceiver wishes(String seconds) {
        wish = seconds;
        return this;
    }

    HookReceiver refuses(String path) {
        refused = path;
        return this;
    }

    HookReceiver saying(String text) {
        words = text;
        return this;
    }

    /** Says nothing to the first who asks. */
    HookReceiver hangs() {
        hanging.set(true);
        return this;
    }

    Call next() throws InterruptedException {
        Call call = calls.poll(60, TimeUnit.SECONDS);
        assertThat(call).as("a call within a minute").isNotNull();
        return call;
    }

    boolean quiet() {
        return calls.isEmpty();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (hanging.compareAndSet(true, false)) {
            held();
        }
        String path = exchange.getRequestURI().getPath();
        Integer status = path.equals(refused) ? Integer.valueOf(GONE) : answers.poll();
        if (!wish.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", wish);
        }
        byte[] said = words.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status == null ? GONE : status, said.length == 0 ? -1 : said.length);
        calls.add(new Call(path, exchange.getRequestURI().getQuery(), exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"), body));
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    /** Whoever asked has gone by then. */
    private void held() throws IOException {
        try {
            ends.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("nobody waits any more");
    }

    void close() {
        ends.countDown();
        server.stop(0);
    }
}
