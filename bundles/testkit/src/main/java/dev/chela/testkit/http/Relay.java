package dev.chela.testkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Stands before a server of whatever protocol on this machine, and makes it ill. Connections that were there when an illness began do not get well. */
public final class Relay implements AutoCloseable {
    private static final int FLOOD_BYTES = 10 * 1024 * 1024;
    /** A line of fifty bytes takes the better part of a minute. */
    private static final long DRIP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ServerSocket door;
    private final int server;
    private final String crowded;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Socket> dead = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Optional<Ailment> ailment = Optional.empty();

    /**
     * @param server its port
     * @param crowded what it says when there were too many connections before
     */
    public Relay(int server, String crowded) {
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        this.server = server;
        this.crowded = crowded;
        threads.execute(this::admit);
    }

    /** Where to come instead. */
    public int port() {
        return door.getLocalPort();
    }

    public void suffers(Ailment from) {
        ailment = Optional.of(from);
        if (from == Ailment.SILENT) {
            dead.addAll(open);
        } else if (from != Ailment.SLOW) {
            open.forEach(Relay::end);
        }
    }

    public void cured() {
        ailment = Optional.empty();
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
            Optional<Ailment> now = ailment;
            if (now.filter(from -> from == Ailment.TOO_MANY || from == Ailment.FLOOD).isPresent()) {
                visitor.getOutputStream().write((now.get() == Ailment.FLOOD ? "x".repeat(FLOOD_BYTES) : crowded).getBytes(StandardCharsets.US_ASCII));
            } else if (now.filter(Ailment.DOWN::equals).isEmpty()) {
                lead(visitor, now.filter(Ailment.SILENT::equals).isPresent());
            }
        } catch (IOException gone) {
            return; // Whoever was here is not any more.
        }
    }

    private void lead(Socket visitor, boolean silent) throws IOException {
        try (Socket inside = new Socket(InetAddress.getLoopbackAddress(), server)) {
            if (silent) {
                dead.add(visitor);
            }
            open.add(visitor);
            threads.execute(() -> pump(inside, visitor, visitor));
            pump(visitor, inside, visitor);
        } finally {
            open.remove(visitor);
            dead.remove(visitor);
        }
    }

    private void pump(Socket from, Socket to, Socket visitor) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8_192];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                for (int at = 0; at < count && !dead.contains(visitor); ) {
                    boolean slow = ailment.filter(Ailment.SLOW::equals).isPresent() && to == visitor;
                    int now = slow ? 1 : count - at;
                    out.write(some, at, now);
                    out.flush();
                    at += now;
                    LockSupport.parkNanos(slow ? DRIP_NANOS : 0);
                }
            }
        } catch (IOException gone) {
            return; // Both ends go, below.
        } finally {
            end(from);
            end(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            open.forEach(Relay::end);
            threads.shutdownNow();
        }
    }
}
