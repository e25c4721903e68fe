package dev.chela.itests.running;

import dev.chela.itests.house.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A proxy in front of a gateway which says that whoever comes, comes from elsewhere. Takes one connection after the other. */
final class Detour implements AutoCloseable {
    private static final byte[] HEADER = "X-Forwarded-For: 203.0.113.7\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket door;
    private final int gateway;

    Detour(Gateway gateway) throws IOException {
        this.gateway = gateway.url().getPort();
        door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        start(this::take);
    }

    /** Written so that a client does not take it for its own machine. */
    URI url() {
        return URI.create("ws://[::ffff:127.0.0.1]:" + door.getLocalPort());
    }

    private void take() throws IOException {
        while (true) {
            try (Socket client = door.accept(); Socket there = new Socket(InetAddress.getLoopbackAddress(), gateway)) {
                start(() -> there(client, there));
                there.getInputStream().transferTo(client.getOutputStream());
            }
        }
    }

    private static void there(Socket client, Socket there) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = there.getOutputStream();
        int read = 0;
        while (read != '\n' && read >= 0) {
            read = in.read();
            out.write(read);
        }
        out.write(HEADER);
        in.transferTo(out);
    }

    private interface Errand {
        void run() throws IOException;
    }

    private static void start(Errand errand) {
        Thread thread = new Thread(() -> {
            try {
                errand.run();
            } catch (IOException closed) {
                // The other side went, or the test is over.
            }
        }, "itest-detour");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
