package dev.chela.core.plugin.internal;

import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens in a directory. Used by one thread. */
interface Changes extends AutoCloseable {
    Logger LOG = LoggerFactory.getLogger(Changes.class);

    /**
     * Waits for a change.
     *
     * @param briefly whether not to wait for long
     * @return names of files that may have come, gone, or become others; none where the wait was in vain
     */
    Set<String> next(boolean briefly) throws InterruptedException, IOException;

    @Override
    void close() throws IOException;

    /** Somebody who tells of changes in a directory that exists. */
    @FunctionalInterface
    interface Source {
        Changes of(Path directory) throws IOException;
    }

    /** As the source tells them; where it cannot, as they are seen. A system has only so many watches for each of its users, and other programs want them, too. */
    static Changes in(Path directory, Source source) throws IOException {
        if (!Files.isDirectory(directory)) {
            PrivateFiles.directory(directory);
        }
        try {
            return source.of(directory);
        } catch (IOException none) {
            LOG.warn("the system does not tell of changes in {} ({}), so it is looked at every second; on Linux, raise fs.inotify.max_user_instances and restart the gateway",
                    directory, none.getMessage());
            return new SeenChanges(directory);
        }
    }

    /** All that lies there. */
    static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
