package dev.chela.tool.files;

import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A directory held open, reached from one that is trusted without following a link on the way: whatever somebody puts in the place of
 * a name meanwhile, what is done here is done in this directory.
 */
final class Held implements AutoCloseable {
    private final SecureDirectoryStream<Path> directory;
    private final Path place;

    private Held(SecureDirectoryStream<Path> directory, Path place) {
        this.directory = directory;
        this.place = place;
    }

    /** @param directory the root itself, or below it; links in either were followed before */
    static Held open(Path root, Path directory) throws IOException {
        SecureDirectoryStream<Path> reached = secure(Files.newDirectoryStream(root));
        if (directory.equals(root)) {
            return new Held(reached, directory);
        }
        for (Path name : root.relativize(directory)) {
            try (SecureDirectoryStream<Path> behind = reached) {
                reached = behind.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return new Held(reached, directory);
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new Permanent("this system cannot hold a directory open; the file tools need Linux or macOS");
    }

    SeekableByteChannel channel(Path file, OpenOption... options) throws IOException {
        Set<OpenOption> all = new java.util.HashSet<>(Set.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return directory.newByteChannel(file.getFileName(), all);
    }

    /** Makes a file with these permissions. */
    SeekableByteChannel create(Path file, Set<PosixFilePermission> permissions) throws IOException {
        SeekableByteChannel channel = channel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        directory.getFileAttributeView(file.getFileName(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).setPermissions(permissions);
        return channel;
    }

    /** Within this directory, over whatever is there. */
    void move(Path from, Path to) throws IOException {
        directory.move(from.getFileName(), directory, to.getFileName());
    }

    void delete(Path file) throws IOException {
        directory.deleteFile(file.getFileName());
    }

    PosixFileAttributeView attributes(Path file) {
        return directory.getFileAttributeView(file.getFileName(), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Once. */
    Iterable<Path> names() {
        return directory;
    }

    Path place() {
        return place;
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
