package dev.chela.core.memory.internal;

import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;

/**
 * Reads a file below a directory so that what is read can lie nowhere else: no link is followed on the way, even one that is put there
 * while it reads, and a file that has a second name somewhere is not read, since that may be another agent's.
 */
final class Confined {
    static final long LARGEST = 4L << 20;

    private Confined() {}

    /**
     * @param root may be reached through links; what is below it may not
     * @param relative normalized, with at least one name
     * @throws Permanent naming what is wrong with the file
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    static String text(Path root, Path relative) throws IOException {
        Path real = root.toRealPath();
        byte[] content;
        try (DirectoryStream<Path> top = Files.newDirectoryStream(real)) {
            content = top instanceof SecureDirectoryStream<Path> secure ? below(secure, real, relative) : checked(real, relative);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException binary) {
            throw new Permanent(relative + " is not a text in UTF-8", binary);
        }
    }

    private static byte[] below(SecureDirectoryStream<Path> directory, Path place, Path relative) throws IOException {
        Path name = relative.getName(0);
        if (relative.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> next = directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return below(next, place.resolve(name), relative.subpath(1, relative.getNameCount()));
            }
        }
        BasicFileAttributes attributes =
                directory.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS).readAttributes();
        judge(place.resolve(name), attributes);
        try (SeekableByteChannel channel =
                directory.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return content(channel, name);
        }
    }

    /** Where directories cannot be held open, as on Windows, which lets only administrators make links. */
    private static byte[] checked(Path root, Path relative) throws IOException {
        Path file = root.resolve(relative);
        judge(file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        if (!file.toRealPath().equals(file)) {
            throw new Permanent(relative + " is reached through a link");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            return content(channel, relative);
        }
    }

    private static void judge(Path file, BasicFileAttributes attributes) throws IOException {
        if (!attributes.isRegularFile()) {
            throw new Permanent(file.getFileName() + " is a link or no file");
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Map<String, Object> seen = Files.readAttributes(file, "unix:nlink,fileKey", LinkOption.NOFOLLOW_LINKS);
            if (!seen.get("nlink").equals(1) || !seen.get("fileKey").equals(attributes.fileKey())) {
                throw new Permanent(file.getFileName() + " has a second name elsewhere (a hard link)");
            }
        }
    }

    private static byte[] content(SeekableByteChannel channel, Path name) throws IOException {
        if (channel.size() > LARGEST) {
            throw new Permanent(name + " has " + channel.size() + " bytes; at most " + LARGEST + " are read");
        }
        try (InputStream in = Channels.newInputStream(channel)) {
            return in.readNBytes((int) LARGEST);
        }
    }
}
