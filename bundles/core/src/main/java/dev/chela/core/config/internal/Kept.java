package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.home.Home;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the configuration keeps for the next start, in {@code <home>/state}: the last good file, and whose sections there have been. */
final class Kept {
    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

    private final Path lastGood;
    private final Path claims;

    Kept(Home home) {
        lastGood = home.state().resolve("config.last-good.json5");
        claims = home.state().resolve("config-sections.json");
    }

    Path lastGoodFile() {
        return lastGood;
    }

    Optional<String> lastGood() {
        return read(lastGood);
    }

    void lastGood(String text) {
        if (!lastGood().equals(Optional.of(text))) {
            write(lastGood, text);
        }
    }

    Set<KeyPath> claims() {
        try {
            Set<KeyPath> paths = new LinkedHashSet<>();
            read(claims).ifPresent(text -> Json.read(text).forEach(path -> paths.add(KeyPath.of(path.asText()))));
            return paths;
        } catch (Permanent torn) {
            LOG.warn("{} is damaged and is written anew: {}", claims, torn.getMessage());
            return new LinkedHashSet<>();
        }
    }

    void claims(Set<KeyPath> paths) {
        ArrayNode list = Json.array();
        paths.stream().map(path -> String.join(".", path.parts())).collect(Collectors.toCollection(java.util.TreeSet::new))
                .forEach(list::add);
        write(claims, Json.write(list) + "\n");
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read and is passed over: {}", file, unreadable.toString());
            return Optional.empty();
        }
    }

    /** Whole or not at all, closed to other users from its first byte. A failure costs the next start, not this one. */
    private static void write(Path file, String text) {
        try {
            Path fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", ownerOnly());
            Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be written; after a restart with a bad configuration it will be missing: {}", file, e.toString());
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }
}
