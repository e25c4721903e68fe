package dev.chela.core.memory.internal;

import dev.chela.api.id.AgentId;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.api.task.TaskScope;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that notes were saved, so that an embedding model is asked for them before anybody searches. A search looks at the files itself:
 * what is missed here, on a network drive or in a directory that could not be watched, is only embedded later. Its thread begins with the
 * first directory.
 */
final class MemoryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
    static final Duration QUIET = Duration.ofMillis(1_500);

    private final Clock clock;
    private final TaskScope tasks;
    private final Consumer<AgentId> changed;
    private final Map<WatchKey, Watched> watched = new ConcurrentHashMap<>();
    private final Map<AgentId, Registration> alarms = new HashMap<>();
    private @Nullable WatchService service;
    private boolean closed;

    private record Watched(AgentId agent, Predicate<Path> concerns) {}

    /** @param changed called on a thread of the scope once an agent's files have been quiet for a while */
    MemoryWatch(Clock clock, TaskScope tasks, Consumer<AgentId> changed) {
        this.clock = clock;
        this.tasks = tasks;
        this.changed = changed;
    }

    /** From now on also these directories. Those that are watched already stay as they are. @param concerns by the name in a directory */
    synchronized void follow(AgentId agent, Set<Path> directories, Predicate<Path> concerns) {
        try {
            for (Path directory : closed ? Set.<Path>of() : directories) {
                WatchKey key = directory.register(service(), StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                        StandardWatchEventKinds.ENTRY_DELETE);
                watched.put(key, new Watched(agent, concerns));
            }
        } catch (IOException | UnsupportedOperationException unable) {
            LOG.debug("notes of {} are embedded when somebody searches: {}", agent, unable.toString());
        }
    }

    private WatchService service() throws IOException {
        if (service == null) {
            WatchService opened = FileSystems.getDefault().newWatchService();
            service = opened;
            tasks.start("memory-watch", () -> watch(opened));
        }
        return service;
    }

    private void watch(WatchService from) {
        try {
            while (true) {
                WatchKey key = from.take();
                Watched place = watched.get(key);
                boolean concerns = key.pollEvents().stream().anyMatch(event -> place != null && concerns(place, (Path) key.watchable(), event));
                if (concerns) {
                    ring(place.agent());
                }
                if (!key.reset()) {
                    watched.remove(key);
                }
            }
        } catch (InterruptedException | ClosedWatchServiceException ended) {
            LOG.debug("the watch of notes has ended");
        }
    }

    private static boolean concerns(Watched place, Path directory, WatchEvent<?> event) {
        return event.kind() == StandardWatchEventKinds.OVERFLOW
                || event.context() instanceof Path name && place.concerns().test(directory.resolve(name));
    }

    private synchronized void ring(AgentId agent) {
        if (!closed) {
            Registration before = alarms.put(agent, clock.after(QUIET, () -> due(agent)));
            if (before != null) {
                before.close();
            }
        }
    }

    private void due(AgentId agent) {
        try {
            tasks.start("notes of " + agent, () -> changed.accept(agent));
        } catch (RejectedExecutionException ended) {
            LOG.debug("a note was saved while its watch was closing");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarms.values().forEach(Registration::close);
        try {
            if (service != null) {
                service.close();
            }
        } catch (IOException e) {
            LOG.debug("the watch of notes did not close cleanly", e);
        }
    }
}
