package dev.chela.cli.chat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The file of what was typed: it may be private, so it and the directories made for it are for their owner alone. */
final class InputHistory {
    private InputHistory() {}

    static Path prepare(Path file) throws IOException {
        Files.createDirectories(file.getParent(), only("rwx------"));
        if (!Files.exists(file)) {
            Files.createFile(file, only("rw-------"));
        }
        return file;
    }

    private static FileAttribute<?>[] only(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
