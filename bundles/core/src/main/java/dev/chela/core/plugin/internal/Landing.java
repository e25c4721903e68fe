package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.home.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Function;

/** Where jars from elsewhere lie while they are looked at. Nothing stays. Safe on any thread. */
final class Landing {
    private static final long MOST = 100L << 20;

    private final Path directory;

    /** What a crash left is deleted. */
    Landing(Path directory) throws IOException {
        this.directory = directory;
        Trees.empty(directory);
    }

    /** Fetches a file, and throws when that is not the one that was meant. */
    @FunctionalInterface
    interface Fill {
        void into(Path file) throws IOException;
    }

    <T> T lend(String name, Fill fill, Function<Path, T> use) {
        return room(place -> {
            Path jar = place.resolve(name);
            try {
                PrivateFiles.create(jar);
                fill.into(jar);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + jar + ": " + e.getMessage(), e);
            }
            return use.apply(jar);
        });
    }

    /** Hands over an empty directory. */
    <T> T room(Function<Path, T> use) {
        Path place = directory.resolve(UUID.randomUUID().toString());
        try {
            PrivateFiles.directory(place);
            return use.apply(place);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + place + ": " + e.getMessage(), e);
        } finally {
            remove(place);
        }
    }

    /** @throws Permanent when there is too much of it */
    static Path keep(InputStream body, Path jar) throws IOException {
        try (var out = Files.newOutputStream(jar, StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] part = new byte[1 << 16];
            long size = 0;
            for (int read = body.read(part); read >= 0; read = body.read(part)) {
                size += read;
                if (size > MOST) {
                    throw new Permanent("what lies there is larger than " + (MOST >> 20) + " MiB");
                }
                out.write(part, 0, read);
            }
        }
        return jar;
    }

    private static void remove(Path place) {
        try {
            Trees.delete(place);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + place + ": " + e.getMessage(), e);
        }
    }
}
