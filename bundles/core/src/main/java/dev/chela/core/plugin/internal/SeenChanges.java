package dev.chela.core.plugin.internal;

import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seen by looking again and again. */
final class SeenChanges implements Changes {
    private static final Logger LOG = LoggerFactory.getLogger(SeenChanges.class);
    private static final long GLANCE_MILLIS = 100;
    private static final long INTERVAL_MILLIS = 1_000;

    private final Path directory;
    private Map<String, Object> before;

    SeenChanges(Path directory) throws IOException {
        this.directory = directory;
        this.before = now();
    }

    @Override
    public Set<String> next(boolean briefly) throws InterruptedException, IOException {
        TimeUnit.MILLISECONDS.sleep(briefly ? GLANCE_MILLIS : INTERVAL_MILLIS);
        Map<String, Object> now = now();
        Set<String> touched = new HashSet<>(now.keySet());
        touched.addAll(before.keySet());
        touched.removeIf(name -> Objects.equals(now.get(name), before.get(name)));
        before = now;
        return touched;
    }

    /** By name, what changes with a file: its size, its time and, where the file system has one, what it is beneath its name. */
    private Map<String, Object> now() throws IOException {
        if (!Files.isDirectory(directory)) {
            PrivateFiles.directory(directory); // Somebody deleted it.
        }
        Map<String, Object> stamps = new HashMap<>();
        for (String name : Changes.names(directory)) {
            try {
                BasicFileAttributes file = Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
                stamps.put(name, new Stamp(file.size(), file.lastModifiedTime().toMillis(), file.fileKey()));
            } catch (NoSuchFileException gone) {
                LOG.debug("{} went just now", name);
            }
        }
        return stamps;
    }

    private record Stamp(long size, long modified, Object key) {}

    @Override
    public void close() {}
}
