package dev.chela.rpc.system;

import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.gateway.DoorWatcher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Where the gateway listens, in {@code run/gateway.url}, for the command line of this machine: a port may have been given at the
 * start, or be any free one. After a kill the file tells the last address, where the next start usually is too.
 */
@Component
public final class AddressFile implements DoorWatcher {
    private final Path file;

    @Activate
    public AddressFile(@Reference Home home) {
        file = home.directory("run").resolve("gateway.url");
    }

    @Override
    public void opened(URI address) {
        PrivateFiles.write(file, address + "\n");
    }

    @Override
    public void refused(String why) {
        // Nothing listens: whatever another start left here is no better than nothing.
    }

    @Deactivate
    public void stop() throws IOException {
        Files.deleteIfExists(file);
    }
}
