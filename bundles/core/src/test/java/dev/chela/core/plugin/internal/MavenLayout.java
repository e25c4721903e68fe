package dev.chela.core.plugin.internal;

import dev.chela.core.plugin.Coordinates;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A directory in which jars lie as in a Maven repository. */
public final class MavenLayout {
    private final Path root;

    public MavenLayout(Path root) {
        this.root = root;
    }

    public URI address() {
        return URI.create("file://" + root + "/");
    }

    /** @param checksums the endings of the files that lie beside the jar, such as {@code sha1} */
    public Path publish(String coordinates, byte[] jar, String... checksums) throws IOException {
        Path file = root.resolve(Coordinates.of(coordinates).path());
        Files.createDirectories(file.getParent());
        Files.write(file, jar);
        for (String checksum : checksums) {
            Files.writeString(Path.of(file + "." + checksum), digest(checksum, jar));
        }
        return file;
    }

    static String digest(String ending, byte[] jar) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(ending.replace("sha", "SHA-")).digest(jar));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
