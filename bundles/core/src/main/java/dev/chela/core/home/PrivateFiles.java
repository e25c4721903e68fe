package dev.chela.core.home;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that only their owner can read. Nothing here reacts to an interrupt of the calling thread: half a
 * file is worse than a cancelled turn that ends a little later. On file systems without POSIX permissions the system's own
 * defaults for the person's home apply.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private PrivateFiles() {}

    /**
     * Replaces a file as a whole: after a crash there is the old one or the new one, and when this returns the new one.
     *
     * @throws UncheckedIOException naming the file; the old one is untouched
     */
    public static void write(Path file, byte[] content) {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(half);
            create(half);
            try (FileOutputStream out = new FileOutputStream(half.toFile())) {
                out.write(content);
                out.getFD().sync();
            }
            replace(half, file);
            syncDirectory(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void replace(Path half, Path file) throws IOException {
        try {
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes an empty file (0600) unless it exists. @return whether it was made */
    public static boolean create(Path file) throws IOException {
        try {
            Files.createFile(file, attributes(file, FILE));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /**
     * Makes a directory (0700) and those above it unless they exist; an existing one is closed to others. The name of one that was made is
     * durable when this returns: nothing that is synced within it would be found without.
     */
    public static void directory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            close(directory);
            return;
        }
        Path parent = directory.toAbsolutePath().resolve("..").normalize();
        if (!Files.isDirectory(parent)) {
            directory(parent);
        }
        try {
            Files.createDirectory(directory, attributes(directory, DIRECTORY));
            syncDirectory(parent);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    private static void close(Path directory) throws IOException {
        if (posix(directory) && !Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS).equals(DIRECTORY)) {
            Files.setPosixFilePermissions(directory, DIRECTORY);
        }
    }

    /** Makes the names in a directory durable: a new or renamed file is only safe after this. */
    public static void syncDirectory(Path directory) throws IOException {
        if (!posix(directory)) {
            return; // Windows has no such thing and refuses to open a directory.
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

    /** {@link #syncDirectory} for all directories from a file's up to one above it: each may be as new as the file. */
    public static void syncNames(Path file, Path upTo) throws IOException {
        for (Path directory = file.getParent(); directory.startsWith(upTo); directory = directory.getParent()) {
            syncDirectory(directory);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
