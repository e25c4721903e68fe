package dev.chela.core.plugin.internal;

import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Lays jars into the directory, renames and deletes them. Durable when it returns: what somebody was told is so must not be undone by a power cut. */
final class Filing {
    private final Path directory;

    Filing(Path directory) {
        this.directory = directory;
    }

    /** There at once and whole. */
    void put(Path jar, String file) throws IOException {
        Path half = directory.resolve("." + file);
        Staging.lay(jar, half);
        move(half, directory.resolve(file));
    }

    void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        PrivateFiles.syncDirectory(directory);
    }

    void delete(String file) throws IOException {
        Files.delete(directory.resolve(file));
        PrivateFiles.syncDirectory(directory);
    }

    /** @param what as in "write x.jar" */
    static void disk(String what, Disk act) {
        try {
            act.run();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot " + what + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    interface Disk {
        void run() throws IOException;
    }
}
