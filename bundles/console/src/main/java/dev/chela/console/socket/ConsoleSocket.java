package dev.chela.console.socket;

import dev.chela.core.home.PrivateFiles;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening socket. {@link #close()} ends every session with it; no thread outlives it. */
public final class ConsoleSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSocket.class);
    private static final int SESSIONS = 8;
    private static final long RETRY_NANOS = 1_000_000_000;

    private final Path path;
    private final Peer peer;
    private final Shell shell;
    private final ServerSocketChannel server;
    private final Scope threads = new Scope("chela-console");
    private final Semaphore free = new Semaphore(SESSIONS);

    private ConsoleSocket(Path path, Peer peer, Shell shell, ServerSocketChannel server) {
        this.path = path;
        this.peer = peer;
        this.shell = shell;
        this.server = server;
    }

    /**
     * Listens at a path. A socket that lies there already is one that a crash left: the caller holds the lock of the directory's owner.
     *
     * @throws IOException when it cannot listen there; some systems allow no path of more than 103 bytes
     */
    public static ConsoleSocket open(Path path, Shell shell) throws IOException {
        Peer.mustBeKnowable();
        PrivateFiles.directory(path.toAbsolutePath().getParent());
        ServerSocketChannel server = listen(path);
        return start(path, Peer.ownerOf(path), shell, server);
    }

    /** With another idea of who may connect. */
    static ConsoleSocket open(Path path, Peer peer, Shell shell) throws IOException {
        return start(path, peer, shell, listen(path));
    }

    private static ConsoleSocket start(Path path, Peer peer, Shell shell, ServerSocketChannel server) {
        ConsoleSocket socket = new ConsoleSocket(path, peer, shell, server);
        socket.threads.start("accept", socket::accept);
        return socket;
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        Files.deleteIfExists(path);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return server;
        } catch (IOException e) {
            server.close();
            throw new IOException("cannot listen on " + path + ": " + e.getMessage(), e);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                threads.start("client", () -> serve(client));
            } catch (ClosedChannelException e) {
                LOG.debug("the console's socket was closed");
            } catch (IOException e) {
                // No file handles left, most likely: that passes, and asking at once again would not help it pass.
                LOG.warn("the console cannot accept a client: {}", e.toString());
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void serve(SocketChannel client) {
        boolean admitted = free.tryAcquire();
        try (client) {
            Optional<String> refusal = peer.refusal(client).or(() -> admitted
                    ? Optional.empty()
                    : Optional.of("There are " + SESSIONS + " console sessions already; leave one of them."));
            if (refusal.isPresent()) {
                LOG.warn("refused a client of the console: {}", refusal.get());
                new Frames(client).write(Frame.of(Frame.REFUSED, refusal.get()));
            } else {
                new Conversation(client, shell, threads).hold();
            }
        } catch (IOException e) {
            LOG.debug("a client of the console went away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (admitted) {
                free.release();
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", path, e.toString());
        }
        threads.close();
    }
}
