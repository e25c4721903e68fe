package dev.chela.tool.files;

import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Reading and replacing whole files. */
final class Disk {
    private static final int START = 8 * 1024;
    private static final long MOST_BYTES = 20_000_000;

    private Disk() {}

    static void mustBeFile(Path file, String name) {
        if (Files.isDirectory(file)) {
            throw new Permanent("'" + name + "' is a directory; use ls");
        }
        if (!Files.exists(file)) {
            throw new Permanent("there is no file '" + name + "'");
        }
        if (!Files.isRegularFile(file)) {
            throw new Permanent("'" + name + "' is no regular file");
        }
    }

    static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(START);
        }
    }

    /** Whole, and only if writing it back would change nothing. */
    static String text(Path file, String name) throws IOException {
        mustBeFile(file, name);
        if (Files.size(file) > MOST_BYTES) {
            throw new Permanent("'" + name + "' has more than " + MOST_BYTES + " bytes; edit it with exec");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
        } catch (CharacterCodingException e) {
            throw new Permanent("'" + name + "' is not UTF-8 text; editing it here would destroy it", e);
        }
    }

    /** The file is the old one or the new one, whenever somebody looks, and after a crash. */
    static void replace(Path file, String text) throws IOException {
        place(stage(file, text), file);
    }

    /** Writes beside the file, with its permissions. */
    static Path stage(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), ".chela-", ".tmp");
        try {
            Files.writeString(fresh, text);
            Files.setPosixFilePermissions(fresh, permissions(file));
            return fresh;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }

    static void place(Path staged, Path file) throws IOException {
        try {
            Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.getPosixFilePermissions(file)
                : Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_READ,
                        PosixFilePermission.OTHERS_READ);
    }
}
