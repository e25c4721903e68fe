package dev.chela.testkit.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of this machine, for what cannot be told to take any and say which. */
public final class Ports {
    private static final int TRIES = 1_000;
    /** Empty files by the name of a port, each locked for as long as the JVM lives that was given the port. */
    private static final Path GIVEN = Path.of(System.getProperty("java.io.tmpdir"), "chela-test-ports-" + System.getProperty("user.name"));
    /** Kept open: the end of the JVM gives the ports back. Closing any one of a file would let go of its lock. */
    private static final Queue<FileChannel> HELD = new ConcurrentLinkedQueue<>();

    private Ports() {}

    /**
     * For what must come back at the same place: below the ports that Linux and others give to whoever wants any, so that between two uses
     * nobody gets it, and whoever knocks meanwhile does not connect to itself. Nor do other tests, which run at the same time in other JVMs.
     */
    public static int free() {
        for (int tries = 0; tries < TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (isFree(port) && claim(port)) {
                return port;
            }
        }
        throw new AssertionError("no port is free");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean claim(int port) {
        try {
            Files.createDirectories(GIVEN);
            FileChannel file = FileChannel.open(GIVEN.resolve(String.valueOf(port)), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            HELD.add(file);
            return file.tryLock() != null;
        } catch (OverlappingFileLockException givenHere) {
            return false;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
