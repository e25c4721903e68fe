package dev.chela.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A model server on loopback: OpenAI's chat completions below {@code /v1}, Anthropic's messages below {@code /v1}, Ollama's chat
 * below {@code /api}; all of them streamed. The last message of the person that holds a command decides:
 *
 * <pre>
 *   echo TEXT          streams TEXT, a word at a time
 *   count N            streams the numbers to N
 *   tool NAME JSON     calls a tool; once its result is there, answers with that
 *   anything else      answers "ok"
 *   [first=MS] [delay=MS] anywhere: time before the first word, and before each other one
 *   [hold=N] anywhere, and more than once: after N words it waits for {@link #release}
 *   [cached=N] [reasoned=N] anywhere: tokens that the usage says came from a cache, and were thought
 * </pre>
 *
 * Embeddings, at OpenAI's and Ollama's paths, are made of the look of the words. What goes wrong is set by {@link #next}. One thread per connection; all end with {@link #close}.
 */
public final class FakeModel implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofMinutes(1);

    private final ServerSocket listener;
    private final Thread listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();
    private final Deque<Mishap> mishaps = new ArrayDeque<>();
    private final List<Recorded> requests = new ArrayList<>();
    private int aborted;
    private int connections;
    private int holding;
    private int releases;
    private List<String> models = List.of("fake-1");

    /** @param headers names in lower case */
    public record Recorded(String method, String path, Map<String, String> headers, JsonNode body) {}

    private FakeModel(ServerSocket listener) {
        this.listener = listener;
        listening = new Thread(this::listen, "fake-model");
        listening.setDaemon(true);
    }

    public static FakeModel start() {
        return start(0);
    }

    /** @param port 0 for any free one */
    public static FakeModel start(int port) {
        try {
            FakeModel model = new FakeModel(new ServerSocket(port, 512, InetAddress.getLoopbackAddress()));
            model.listening.start();
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI root() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The base URL for OpenAI-compatible and Anthropic clients. */
    public URI v1() {
        return root().resolve("/v1");
    }

    /** What goes wrong with the next requests, one each, in order; those after that go well. */
    public synchronized void next(Mishap... mishap) {
        Collections.addAll(mishaps, mishap);
    }

    /** What the server says it offers. */
    public synchronized void offer(String... names) {
        models = List.of(names);
    }

    public synchronized List<Recorded> requests() {
        return List.copyOf(requests);
    }

    /** The request that came last. */
    public synchronized Recorded last() {
        return requests.get(requests.size() - 1);
    }

    /** Drops the requests recorded so far. */
    public synchronized void forget() {
        requests.clear();
    }

    /** How many answers were not heard to their end. */
    public synchronized int aborted() {
        return aborted;
    }

    public synchronized int connections() {
        return connections;
    }

    /** Lets all answers go on that wait in their middle. */
    public synchronized void release() {
        releases++;
    }

    /** Waits, a minute at most, until so many answers have waited in their middle since the start. */
    public void awaitHeld(int count) {
        await(() -> holding >= count, count + " answers that wait");
    }

    /** How many answers have waited in their middle since the start. */
    public synchronized int held() {
        return holding;
    }

    /** An answer waits from now on. @return the releases until now */
    synchronized int hold() {
        holding++;
        notifyAll();
        return releases;
    }

    synchronized int releases() {
        return releases;
    }

    /** Waits, a minute at most, until so many requests have come in. */
    public void awaitRequests(int count) {
        await(() -> requests.size() >= count, count + " requests");
    }

    /** Waits, a minute at most, until so many answers were broken off by the client. */
    public void awaitAborted(int count) {
        await(() -> aborted >= count, count + " aborted requests");
    }

    private synchronized void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("the fake model waited a minute for " + what + "; it has " + requests.size()
                        + " requests, " + aborted + " of them aborted");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for " + what, e);
            }
        }
    }

    synchronized @org.jspecify.annotations.Nullable Mishap record(Recorded request) {
        requests.add(request);
        notifyAll();
        return mishaps.poll();
    }

    synchronized void countAborted() {
        aborted++;
        notifyAll();
    }

    synchronized List<String> models() {
        return models;
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                serve(listener.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        open.add(socket);
        synchronized (this) {
            connections++;
        }
        Thread thread = new Thread(null, () -> talk(socket), "fake-model-connection", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private void talk(Socket socket) {
        try (socket) {
            new Connection(this, socket).talk();
        } catch (IOException gone) {
            open.remove(socket);
        } finally {
            open.remove(socket);
        }
    }

    /** Once it returns nobody is answered any more: a thread inside {@code accept} still takes a caller after its socket was closed. */
    @Override
    public void close() {
        try {
            listener.close();
            listening.join(CLOSING.toMillis());
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
