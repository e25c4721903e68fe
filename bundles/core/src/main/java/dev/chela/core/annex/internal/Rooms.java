package dev.chela.core.annex.internal;

import dev.chela.api.fault.Transient;
import dev.chela.core.home.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An empty directory for each process, gone with it. */
final class Rooms {
    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

    private final Path directory;

    /** What an earlier gateway left in the directory goes. */
    Rooms(Path directory) {
        this.directory = directory;
        try (Stream<Path> left = Files.list(directory)) {
            left.toList().forEach(this::clear);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory + ": " + e.getMessage(), e);
        }
    }

    /** @throws Transient when it cannot be made now */
    Path make() {
        try {
            return Files.createTempDirectory(directory, "");
        } catch (IOException e) {
            throw new Transient("cannot make a directory in " + directory + ": " + e.getMessage(), Duration.ZERO, e);
        }
    }

    /** Links in it are deleted, not followed. */
    void clear(Path room) {
        try {
            Trees.delete(room);
        } catch (IOException e) {
            LOG.debug("{} is not tidied up", room, e);
        }
    }
}
