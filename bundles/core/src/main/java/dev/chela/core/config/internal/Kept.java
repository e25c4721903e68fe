package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** A failure costs the next start, not this one. */
    private static void write(Path file, String text) {
        try {
            PrivateFiles.write(file, text);
        } catch (UncheckedIOException e) {
            LOG.warn("{}; after a restart with a bad configuration it will be missing", e.getMessage());
        }
    }
}
