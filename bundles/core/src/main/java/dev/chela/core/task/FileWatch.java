package dev.chela.core.task;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.api.task.TaskScope;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices changes of some files by watching their directories, since an editor that replaces a file takes a watch on the file itself away.
 * The action runs once the files have been quiet for a while, on a thread of the scope, never twice at once by this watch.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
    private static final Duration QUIET = Duration.ofMillis(300);

    private final String name;
    private final Clock clock;
    private final TaskScope tasks;
    private final Runnable action;
    private final WatchService service;
    private final Map<Path, WatchKey> directories = new HashMap<>();
    private final Set<Path> always;
    private volatile Set<Path> files;
    /** Held while the action runs. */
    private final Object acting = new Object();
    private @Nullable Registration alarm;
    private boolean closed;

    public FileWatch(String name, Set<Path> always, Clock clock, TaskScope tasks, Runnable action) throws IOException {
        this.name = name;
        this.always = normalized(always);
        this.files = this.always;
        this.clock = clock;
        this.tasks = tasks;
        this.action = action;
        this.service = FileSystems.getDefault().newWatchService();
        tasks.start(name + "-watch", this::watch);
    }

    private static Set<Path> normalized(Set<Path> files) {
        return files.stream().map(file -> file.toAbsolutePath().normalize()).collect(Collectors.toUnmodifiableSet());
    }

    /** Besides those it began with, from now on these, and no others. Directories that do not exist are passed over. */
    public synchronized void alsoFiles(Set<Path> wanted) {
        Set<Path> now = new HashSet<>(always);
        now.addAll(normalized(wanted));
        files = Set.copyOf(now);
        Set<Path> parents = files.stream().map(Path::getParent).filter(Files::isDirectory).collect(Collectors.toSet());
        directories.entrySet().removeIf(watched -> {
            boolean gone = !parents.contains(watched.getKey()) || !watched.getValue().isValid();
            if (gone) {
                watched.getValue().cancel();
            }
            return gone;
        });
        parents.forEach(parent -> directories.computeIfAbsent(parent, this::register));
    }

    private @Nullable WatchKey register(Path directory) {
        try {
            return directory.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException | ClosedWatchServiceException e) {
            LOG.warn("changes in {} will not be noticed until a restart: {}", directory, e.toString());
            return null;
        }
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = service.take();
                Path directory = (Path) key.watchable();
                if (key.pollEvents().stream().anyMatch(event -> concerns(directory, event))) {
                    ring();
                }
                key.reset();
            }
        } catch (InterruptedException | ClosedWatchServiceException ended) {
            LOG.debug("the watch of {} has ended", name);
        }
    }

    private boolean concerns(Path directory, WatchEvent<?> event) {
        return event.kind() == StandardWatchEventKinds.OVERFLOW
                || event.context() instanceof Path name && files.contains(directory.resolve(name));
    }

    private synchronized void ring() {
        if (closed) {
            return;
        }
        if (alarm != null) {
            alarm.close();
        }
        alarm = clock.after(QUIET, this::due);
    }

    private void due() {
        try {
            tasks.start(name + "-reload", this::act);
        } catch (RejectedExecutionException ended) {
            LOG.debug("a change of {} came while its watch was closing", name);
        }
    }

    private void act() {
        synchronized (acting) {
            action.run();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (alarm != null) {
            alarm.close();
        }
        service.close();
    }
}
