package dev.chela.core.plugin.internal;

import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Told by the operating system, at once. */
final class ToldChanges implements Changes {
    private static final long GLANCE_MILLIS = 100;

    private final Path directory;
    private final WatchService service;

    ToldChanges(Path directory) throws IOException {
        this.directory = directory;
        this.service = directory.getFileSystem().newWatchService();
        try {
            register();
        } catch (IOException unwatched) {
            service.close();
            throw unwatched;
        }
    }

    private void register() throws IOException {
        directory.register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
    }

    @Override
    public Set<String> next(boolean briefly) throws InterruptedException, IOException {
        WatchKey rung = briefly ? service.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS) : service.take();
        Set<String> touched = new HashSet<>();
        if (rung == null) {
            return touched;
        }
        for (WatchEvent<?> event : rung.pollEvents()) {
            touched.addAll(event.context() instanceof Path name ? Set.of(name.toString()) : Changes.names(directory));
        }
        if (!rung.reset()) {
            PrivateFiles.directory(directory); // Somebody deleted it.
            register();
            touched.addAll(Changes.names(directory));
        }
        return touched;
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
