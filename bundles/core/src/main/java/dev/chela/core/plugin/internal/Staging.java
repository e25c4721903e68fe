package dev.chela.core.plugin.internal;

import dev.chela.core.hash.Sha256;
import dev.chela.core.home.PrivateFiles;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;

/** The gateway's own copies of plugin jars, {@code plugins/<sha256>.jar}: the framework's cache may be wiped, these may not. */
final class Staging {
    private final Path directory;

    Staging(Path directory) {
        this.directory = directory;
    }

    Path jar(String sha256) {
        return directory.resolve(sha256 + ".jar");
    }

    boolean holds(String sha256) throws IOException {
        return Files.isRegularFile(jar(sha256)) && digest(jar(sha256), OutputStream.nullOutputStream()).equals(sha256);
    }

    /**
     * Copies a file to a place where nobody else writes.
     *
     * @throws IOException when that fails, as when somebody deletes the file meanwhile; then nothing of it is left
     */
    Candidate copy(Path source) throws IOException {
        String file = source.getFileName().toString();
        Path copy = directory.resolve(file + ".new");
        Files.deleteIfExists(copy);
        PrivateFiles.create(copy);
        try (FileOutputStream out = new FileOutputStream(copy.toFile())) {
            String sha256 = digest(source, out);
            out.getFD().sync();
            return new Candidate(file, copy, sha256);
        } catch (IOException incomplete) {
            Files.deleteIfExists(copy);
            throw incomplete;
        }
    }

    /** Copies a jar to where people see it. What it holds is on the disk when this returns; its name is the caller's to sync. */
    static void lay(Path jar, Path to) throws IOException {
        try (FileOutputStream out = new FileOutputStream(to.toFile())) {
            digest(jar, out);
            out.getFD().sync();
        }
    }

    /** Of a file that nobody is writing. */
    static String sha256(Path file) throws IOException {
        return digest(file, OutputStream.nullOutputStream());
    }

    private static String digest(Path source, OutputStream copy) throws IOException {
        MessageDigest digest = Sha256.begin();
        try (InputStream in = new DigestInputStream(Files.newInputStream(source), digest)) {
            in.transferTo(copy);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    void keep(Candidate candidate) {
        try {
            Files.move(candidate.copy(), jar(candidate.sha256()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.syncDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + jar(candidate.sha256()) + ": " + e.getMessage(), e);
        }
    }

    void discard(Candidate candidate) throws IOException {
        Files.deleteIfExists(candidate.copy());
    }

    /** Removes what no generation needs: not any more, or left by a crash. While nothing is being copied. */
    void sweep(Set<String> needed) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".new") || name.endsWith(".jar") && !needed.contains(name.substring(0, name.length() - 4))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot tidy " + directory + ": " + e.getMessage(), e);
        }
    }
}
