package dev.chela.console;

import dev.chela.console.shell.KarafShell;
import dev.chela.console.socket.ConsoleSocket;
import dev.chela.core.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the console while Karaf's shell is there. Without it the gateway goes on: a warning says why there is none. */
@Component(service = ConsoleService.class, immediate = true)
public final class ConsoleService {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleService.class);

    private final Optional<ConsoleSocket> socket;

    @Activate
    public ConsoleService(@Reference Home home, @Reference SessionFactory sessions) {
        socket = open(home.directory("run").resolve("console.sock"), sessions);
    }

    private static Optional<ConsoleSocket> open(Path path, SessionFactory sessions) {
        try {
            return Optional.of(ConsoleSocket.open(path, new KarafShell(sessions)));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn("there is no console: {}. It needs a system with UNIX domain sockets and a path that fits one.", e.getMessage());
            return Optional.empty();
        }
    }

    @Deactivate
    public void close() {
        socket.ifPresent(ConsoleSocket::close);
    }
}
