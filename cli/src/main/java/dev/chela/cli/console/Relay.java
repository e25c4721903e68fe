package dev.chela.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** {@code Relay SOCKET WISH}: sends the wish as the first line, then carries bytes both ways until the gateway ends it. */
public final class Relay {
    private static final int CHUNK = 8192;

    private Relay() {}

    public static void main(String... args) {
        System.exit(carry(Path.of(args[0]), args[1]));
    }

    private static int carry(Path socket, String wish) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            OutputStream out = Halves.out(channel);
            out.write((wish + "\n").getBytes(StandardCharsets.UTF_8));
            InputStream in = Halves.in(channel);
            if (wish.startsWith("run ")) {
                return answer(in, System.out);
            }
            typing(out).start();
            copy(in, System.out);
            return 0;
        } catch (IOException e) {
            System.err.println("error: the console at " + socket + " does not answer (" + e.getMessage()
                    + "). Is the gateway running, and as this user?");
            return 1;
        }
    }

    private static Thread typing(OutputStream out) {
        Thread thread = new Thread(() -> {
            try {
                copy(System.in, out);
            } catch (IOException gone) {
                // The other direction ends too, and says so.
            }
        });
        thread.setDaemon(true);
        return thread;
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
            to.write(chunk, 0, read);
            to.flush();
        }
    }

    /** The last byte is the command's exit code; a connection that ends without one was refused or cut. */
    private static int answer(InputStream in, OutputStream out) throws IOException {
        int held = in.read();
        if (held < 0) {
            throw new IOException("it hung up");
        }
        for (int next = in.read(); next >= 0; next = in.read()) {
            out.write(held);
            held = next;
        }
        out.flush();
        return held;
    }
}
