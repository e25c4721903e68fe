package dev.chela.gateway.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Small text files that no other user of the machine may read: directories 0700, files 0600, replaced in one step that a power cut does not undo. */
public final class PrivateFiles {
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    public static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": make it readable for the user who runs the gateway", e);
        }
    }

    /** When it returns, the file is on the disk, whole and under its name; before that it is the old one. */
    public static void write(Path file, String text) {
        try {
            directory(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".new", mode("rw-------"));
            try (FileOutputStream out = new FileOutputStream(fresh.toFile())) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.getFD().sync();
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": make its directory writable for the user who runs the gateway", e);
        }
    }

    /** There when it returns, and readable by nobody else if it was not there before. */
    public static void directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().resolve("..").normalize();
            directory(parent);
            Files.createDirectories(directory, mode("rwx------"));
            sync(parent);
        }
    }

    /** Makes the names in a directory durable. Windows has no such thing and refuses to open a directory. */
    private static void sync(Path directory) throws IOException {
        if (!POSIX) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            while (!synced(directory)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** @return false when an interrupt closed the channel in the middle, which says nothing about the disk */
    private static boolean synced(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
            return true;
        } catch (ClosedByInterruptException again) {
            return false;
        }
    }

    private static FileAttribute<?>[] mode(String mode) {
        if (!POSIX) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))};
    }
}
