package dev.chela.core.home.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory named by the framework or system property {@code chela.home}, else by the environment's {@code CHELA_HOME},
 * else {@code ~/.chela}. It belongs to this process while this object is open.
 */
@Component(service = Home.class)
public final class LockedHome implements Home, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LockedHome.class);

    private final Path root;
    private final HomeLock lock;

    @Activate
    public LockedHome(BundleContext framework) {
        this(logged(framework));
    }

    /** @throws Permanent when another process owns it, or it cannot be made */
    public LockedHome(Path root) {
        this(root.toAbsolutePath().normalize(), HomeLock.take(made(root.toAbsolutePath().normalize())));
    }

    private LockedHome(LockedHome other) {
        this(other.root, other.lock);
    }

    private LockedHome(Path root, HomeLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /** Declarative Services reports a failed component with a stack trace; the person is owed the plain sentence first. */
    private static LockedHome logged(BundleContext framework) {
        try {
            return new LockedHome(chosen(framework.getProperty("chela.home"), System.getenv("CHELA_HOME")));
        } catch (Permanent refused) {
            LOG.error(refused.getMessage());
            throw refused;
        }
    }

    static Path chosen(
            @org.jspecify.annotations.Nullable String property, @org.jspecify.annotations.Nullable String environment) {
        if (property != null && !property.isBlank()) {
            return Path.of(property);
        }
        if (environment != null && !environment.isBlank()) {
            return Path.of(environment);
        }
        return Path.of(System.getProperty("user.home"), ".chela");
    }

    private static Path made(Path directory) {
        try {
            PrivateFiles.directory(directory);
            return directory;
        } catch (IOException e) {
            throw new Permanent("cannot make the directory " + directory + " (" + e.getMessage()
                    + "); give CHELA_HOME a place that you may write to", e);
        }
    }

    @Override
    public Path root() {
        return root;
    }

    @Override
    public Path directory(String relative) {
        Path directory = root.resolve(relative).normalize();
        if (!directory.startsWith(root)) {
            throw new Permanent(relative + " lies outside " + root);
        }
        return made(directory);
    }

    @Override
    @Deactivate
    public void close() {
        lock.close();
    }
}
