package dev.chela.gateway.internal.tls;

import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a certificate and its key lie.
 *
 * @param certificate the gateway's own first, then those between it and the authority
 * @param key in PKCS #8, without a password
 * @param authorities more certificates of the chain
 * @param own whether the gateway made them itself and may make them anew
 */
public record PemFiles(Path certificate, Path key, Optional<Path> authorities, boolean own) {
    private Stream<Path> all() {
        return Stream.concat(Stream.of(certificate, key), authorities.stream());
    }

    /** Differs as soon as one of the files was written; empty while one is missing, as in the middle of being replaced. */
    Optional<List<FileTime>> written() {
        try {
            List<FileTime> times = new java.util.ArrayList<>();
            for (Path file : all().toList()) {
                times.add(Files.getLastModifiedTime(file));
            }
            return Optional.of(times);
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    static String read(Path file, String setting) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Permanent(setting + " names " + file + ", which cannot be read (" + e + "): give a PEM file that the user who runs the "
                    + "gateway may read", e);
        }
    }
}
