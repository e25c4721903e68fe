package dev.chela.cli.command.dev;

import dev.chela.cli.Failure;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Tells when a plugin's sources were saved, also while nobody asked. */
final class SourceWatch implements AutoCloseable {
    private static final Set<String> OF_THE_BUILD = Set.of("pom.xml", "bnd.bnd");
    private static final long CALM_MILLIS = 60;

    private final Path project;
    private final WatchService service;
    private final Map<WatchKey, Path> watched = new HashMap<>();

    SourceWatch(Path project) {
        this.project = project;
        try {
            service = project.getFileSystem().newWatchService();
            register(project);
            registerSources();
        } catch (IOException e) {
            throw Failure.of(project + " cannot be watched: " + e.getMessage());
        }
    }

    private void registerSources() throws IOException {
        Path sources = project.resolve("src/main");
        if (Files.isDirectory(sources)) {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path folder : files.filter(Files::isDirectory).toList()) {
                    register(folder);
                }
            }
        }
    }

    private void register(Path folder) throws IOException {
        watched.put(folder.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE), folder);
    }

    /**
     * Waits until something was saved, and for the moment nothing more is.
     *
     * @return what was saved first, or taken away; empty when this was closed meanwhile
     */
    Optional<Path> saved() {
        try {
            List<Path> saved = new ArrayList<>();
            while (saved.isEmpty()) {
                saved.addAll(ours(service.take()));
            }
            for (WatchKey more = service.poll(CALM_MILLIS, TimeUnit.MILLISECONDS); more != null; more = service.poll(CALM_MILLIS, TimeUnit.MILLISECONDS)) {
                saved.addAll(ours(more));
            }
            registerSources();
            return saved.stream().filter(Files::exists).findFirst().or(() -> Optional.of(saved.get(0)));
        } catch (ClosedWatchServiceException closed) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException e) {
            throw Failure.of(project + " cannot be watched any more: " + e.getMessage());
        }
    }

    /** Editors write files of their own beside ours, and the build writes its folder. */
    private List<Path> ours(WatchKey key) {
        List<WatchEvent<?>> events = key.pollEvents();
        key.reset();
        Path folder = Objects.requireNonNull(watched.get(key));
        return events.stream().map(event -> folder.resolve(String.valueOf(event.context()))).filter(file -> {
            String name = file.getFileName().toString();
            return folder.equals(project) ? OF_THE_BUILD.contains(name) : !name.startsWith(".") && !name.endsWith("~");
        }).toList();
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            throw Failure.of(project + " could not be left alone: " + e.getMessage());
        }
    }
}
