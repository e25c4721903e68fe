package dev.chela.core.config.internal;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.config.ConfigChanged;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.internal.HomeEnvironment;
import dev.chela.core.secret.internal.LocalSecrets;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A home on disk, and the configuration room opened on it as often as a test wants. */
public final class Bench implements AutoCloseable {
    final Path root;
    final Redactor redactor = new ShapeRedactor();
    final BlockingQueue<ConfigChanged> changes = new LinkedBlockingQueue<>();
    private final Map<String, String> variables;
    private final SystemClock clock = new SystemClock();
    private final List<FileConfig> opened = new ArrayList<>();

    public Bench(Path root, Map<String, String> variables) {
        this.root = root;
        this.variables = variables;
    }

    public Bench(Path root) {
        this(root, Map.of());
    }

    public Bench file(String text) {
        return write("chela.json5", text);
    }

    /** By rename, as editors do it. */
    Bench write(String name, String text) {
        try {
            Path fresh = Files.writeString(root.resolve(name + ".new"), text);
            Files.move(fresh, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Home home() {
        return new Home() {
            @Override
            public Path root() {
                return root;
            }

            @Override
            public Path directory(String relative) {
                try {
                    return Files.createDirectories(root.resolve(relative));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    public FileConfig open() {
        return open(clock);
    }

    FileConfig open(Clock with) {
        HomeEnvironment environment = new HomeEnvironment(home(), variables);
        Events events = new Events() {
            @Override
            public void publish(Object event) {
                changes.add((ConfigChanged) event);
            }

            @Override
            public <T> Registration listen(Class<T> type, Consumer<? super T> listener) {
                throw new UnsupportedOperationException("nobody listens here");
            }
        };
        FileConfig config = new FileConfig(
                home(), environment, new LocalSecrets(home(), environment, redactor), redactor, events, with);
        opened.add(config);
        return config;
    }

    /** The next change, within ten seconds. */
    ConfigChanged change() throws InterruptedException {
        ConfigChanged change = changes.poll(60, TimeUnit.SECONDS);
        if (change == null) {
            throw new AssertionError("no change was announced within ten seconds");
        }
        return change;
    }

    @Override
    public void close() throws IOException {
        for (FileConfig config : opened) {
            config.close();
        }
        clock.close();
    }
}
