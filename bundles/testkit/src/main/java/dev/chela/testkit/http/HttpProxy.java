package dev.chela.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy on this machine, which leads wherever it is asked to and knows where that was: by {@code CONNECT}, or by one request for each connection. */
public final class HttpProxy implements AutoCloseable {
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public HttpProxy() {
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        threads.execute(this::admit);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Where it was asked to lead, in order: {@code METHOD host:port}. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void admit() {
        try {
            while (true) {
                Socket visitor = door.accept();
                threads.execute(() -> serve(visitor));
            }
        } catch (IOException closed) {
            return; // So it was ended.
        }
    }

    private void serve(Socket visitor) {
        try (visitor) {
            through(visitor);
            String head = head(visitor.getInputStream());
            String[] words = head.split(" ", 3);
            boolean tunnel = words[0].equals("CONNECT");
            URI to = URI.create(tunnel ? "http://" + words[1] : words[1]);
            asked.add(words[0] + " " + to.getHost() + ":" + to.getPort());
            try (Socket server = new Socket(to.getHost(), to.getPort())) {
                through(server);
                if (tunnel) {
                    visitor.getOutputStream().write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } else {
                    // The next request of this connection may lead elsewhere: there is none.
                    String path = to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery());
                    server.getOutputStream().write((words[0] + " " + path + " " + words[2].replaceFirst("\r\n", "\r\nConnection: close\r\n")).getBytes(StandardCharsets.ISO_8859_1));
                }
                threads.execute(() -> pass(visitor, server));
                pass(server, visitor);
            }
        } catch (IOException ended) {
            return; // One of them has gone.
        }
    }

    /** Who comes as this closes is closed by one of the two. */
    private void through(Socket each) throws IOException {
        open.add(each);
        if (door.isClosed()) {
            throw new IOException("the proxy has ended");
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("it ended within its first lines");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException ended) {
            return; // One of them has gone, and the other with it.
        }
    }

    /** Ends, and with it all that went through. */
    @Override
    public void close() {
        try {
            door.close();
            for (Socket each : open) {
                each.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            threads.shutdownNow();
        }
    }
}
