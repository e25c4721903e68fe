package dev.chela.channel.irc.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A server that does as it is told, for what no real one does on demand: logins that fail, silence, floods. */
final class Script implements AutoCloseable {
    private final ServerSocket server;
    private final Part part;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** One connection, line by line. */
    interface Part {
        void heard(Message said, Mouth mouth) throws IOException;
    }

    /** What answers. */
    interface Mouth {
        void say(String line) throws IOException;
    }

    Script(Part part) {
        this(ServerSocketFactory.getDefault(), part);
    }

    Script(ServerSocketFactory sockets, Part part) {
        this.part = part;
        try {
            server = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Thread door = new Thread(this::serve, "script");
        door.setDaemon(true);
        door.start();
    }

    /** Lets everybody in who says NICK and USER. */
    static Part welcoming(Part then) {
        return (said, mouth) -> {
            switch (said.command()) {
                case "CAP" -> {
                    if (said.parameter(0).equals("LS")) {
                        mouth.say(":irc.test CAP * LS :");
                    }
                }
                case "USER" -> mouth.say(":irc.test 001 chela :Welcome");
                default -> then.heard(said, mouth);
            }
        };
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread visit = new Thread(() -> visit(socket), "script's visitor");
                visit.setDaemon(true);
                visit.start();
            } catch (IOException closed) {
                heard.add("(the door is closed: " + closed.getMessage() + ")");
            }
        }
    }

    private void visit(Socket socket) {
        try (socket; BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = socket.getOutputStream();
            for (String line = in.readLine(); line != null && !line.equals("QUIT"); line = in.readLine()) {
                heard.add(line);
                part.heard(Message.of(line), text -> {
                    out.write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                });
            }
        } catch (IOException gone) {
            heard.add("(gone: " + gone.getMessage() + ")");
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
