package dev.chela.console.socket;

import dev.chela.core.home.Home;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on {@code run/console.sock} and gives each caller a shell of its own, on a thread of its own. */
@Component(service = {}, immediate = true)
public final class ConsoleSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSocket.class);

    private final SessionFactory shells;
    private final Path path;
    private final ServerSocketChannel server;
    private final PeerCheck peers;
    private final Set<SocketChannel> callers = ConcurrentHashMap.newKeySet();

    /** The home is asked for first: it is locked, so a socket file that is there already was left behind by a gateway that died. */
    @Activate
    public ConsoleSocket(@Reference Home home, @Reference SessionFactory shells) throws IOException {
        this.shells = shells;
        this.path = home.directory("run").resolve("console.sock");
        Files.deleteIfExists(path);
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        this.peers = new PeerCheck(Files.getOwner(path).getName());
        thread("chela-console-door", this::accept).start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel caller = server.accept();
                callers.add(caller);
                thread("chela-console", () -> serve(caller)).start();
            }
        } catch (ClosedChannelException stopped) {
            LOG.debug("the console's socket is closed");
        } catch (IOException e) {
            LOG.warn("the console is closed: {}; restart the gateway to open it again", e.getMessage());
        }
    }

    private void serve(SocketChannel caller) {
        try (caller) {
            if (peers.admits(caller)) {
                new Visit(shells, caller).run();
            }
        } catch (IOException e) {
            LOG.debug("a console session ended: {}", e.getMessage());
        } finally {
            callers.remove(caller);
        }
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    @Deactivate
    public void close() throws IOException {
        server.close();
        for (SocketChannel caller : callers) {
            caller.close();
        }
        Files.deleteIfExists(path);
    }
}
