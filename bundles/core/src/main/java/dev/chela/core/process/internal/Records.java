package dev.chela.core.process.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One small file for each running child: {@code state/children/<id>.json}. Files and not ledger rows, since a child is started while
 * the ledger may be busy, and since a power cut, the only thing a sync would guard against, ends the children too.
 */
public final class Records {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private final Path directory;

    public Records(Path directory) {
        this.directory = directory;
    }

    /** @param id the value of CHELA_CHILD in the child's environment */
    record Recorded(String id, long pid, Birth birth) {}

    Path pipe(String id) {
        return directory.resolve(id + ".pipe");
    }

    void write(Recorded child) {
        Path file = file(child.id());
        String json = Json.write(Json.object()
                .put("pid", child.pid())
                .put("start", child.birth().start())
                .put("boot", child.birth().boot()));
        try {
            Path fresh = file.resolveSibling(child.id() + ".new");
            Files.writeString(fresh, json);
            Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Transient("cannot record a child process in " + file + ": " + e, Duration.ZERO, e);
        }
    }

    void delete(String id) {
        deleteFile(file(id));
    }

    void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("cannot delete {}: {}", file, e.toString());
        }
    }

    /** What an earlier gateway left; other leftovers of it are deleted on the way. */
    public List<Recorded> leftBehind() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(this::read).flatMap(Optional::stream).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private Optional<Recorded> read(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(".json")) {
            deleteFile(file);
            return Optional.empty();
        }
        try {
            JsonNode json = Json.read(Files.readString(file, StandardCharsets.UTF_8));
            Birth birth = new Birth(json.path("start").asText(), json.path("boot").asText());
            return Optional.of(new Recorded(name.substring(0, name.length() - ".json".length()), json.path("pid").asLong(), birth));
        } catch (IOException | Fault unreadable) {
            LOG.warn("the child process recorded in {} cannot be told: {}", file, unreadable.getMessage());
            deleteFile(file);
            return Optional.empty();
        }
    }

    private Path file(String id) {
        return directory.resolve(id + ".json");
    }
}
