package dev.chela.core.plugin.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A chat platform on loopback, which no gateway's class loader reaches. {@code READ n} streams all events from the n-th on, one line
 * {@code chat<TAB>text} each; {@code SAY chat<TAB>text} posts and is answered {@code OK}. It cannot tell a message sent twice.
 */
public final class Platform implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> events = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private int readers;
    private int mostReaders;
    private int connections;

    public Platform() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        start(this::listen);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "platform");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    public synchronized void send(String chat, String text) {
        events.add(chat + "\t" + text);
        notifyAll();
    }

    /** What people saw, as {@code chat<TAB>text}. */
    public synchronized List<String> said() {
        return List.copyOf(said);
    }

    public synchronized int mostReaders() {
        return mostReaders;
    }

    /** How often somebody began to read. */
    public synchronized int connections() {
        return connections;
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = server.accept();
                start(() -> serve(socket));
            }
        } catch (SocketException closed) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket socket) {
        try (socket; BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8)) {
            String line = in.readLine();
            if (line == null) { // It came and went.
                return;
            }
            if (line.startsWith("READ ")) {
                start(() -> stream(out, Integer.parseInt(line.substring(5))));
                entered(1);
                in.readLine();
                entered(-1);
            } else {
                post(line.substring(4));
                out.println("OK");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void entered(int more) {
        readers += more;
        connections += Math.max(0, more);
        mostReaders = Math.max(mostReaders, readers);
    }

    private synchronized void post(String what) {
        said.add(what);
    }

    private void stream(PrintWriter out, int from) {
        try {
            for (int next = from; !out.checkError(); next++) {
                out.println(event(next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized String event(int index) throws InterruptedException {
        while (events.size() <= index) {
            wait();
        }
        return events.get(index);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
