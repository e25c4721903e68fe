package dev.chela.core.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories with all that is in them. Links in them are deleted, not followed. */
public final class Trees {
    private Trees() {}

    /**
     * Deletes a directory, or a single file. Where there is none, nothing happens.
     *
     * @throws IOException when not all of it could be deleted; what could be is gone up to there
     */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (UncheckedIOException e) {
            throw new IOException("cannot read all of " + root + ": " + e.getMessage(), e);
        }
    }

    /** Deletes what is in a directory, which stays. @throws IOException as {@link #delete} does, and when there is no such directory */
    public static void empty(Path directory) throws IOException {
        try (Stream<Path> inside = Files.list(directory)) {
            for (Path each : inside.toList()) {
                delete(each);
            }
        }
    }
}
