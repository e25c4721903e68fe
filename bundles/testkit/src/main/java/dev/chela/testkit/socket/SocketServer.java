package dev.chela.testkit.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Takes WebSockets on the loopback interface, each with a thread of its own. */
public final class SocketServer implements AutoCloseable {
    private final ServerSocket door;
    private final Consumer<Visitor> host;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Visitor> visitors = ConcurrentHashMap.newKeySet();

    /** @param host serves one visitor until it returns; the line ends then */
    public SocketServer(Consumer<Visitor> host) {
        this.host = host;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException full) {
            throw new UncheckedIOException("no port for WebSockets", full);
        }
        threads.execute(this::open);
    }

    public URI address() {
        return URI.create("ws://127.0.0.1:" + door.getLocalPort());
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (Visitor visitor = Visitor.greet(socket)) {
            visitors.add(visitor);
            host.accept(visitor);
            visitors.remove(visitor);
        } catch (IOException | UncheckedIOException gone) {
            return; // Whoever leaves without a word, or was no WebSocket, is not missed.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        visitors.forEach(Visitor::close);
        threads.shutdownNow();
    }
}
