package dev.chela.testkit.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine, for what cannot be told to take any and say which. */
public final class Ports {
    private static final int TRIES = 1_000;

    private Ports() {}

    /**
     * For what must come back at the same place: below the ports that Linux and others give to whoever wants any, so that between two uses
     * nobody gets it, and whoever knocks meanwhile does not connect to itself.
     */
    public static int free() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new AssertionError("no port is free");
    }
}
