package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code cron/jobs.json}, as OpenClaw writes it: definitions, which people may edit. What cannot be understood stays in it as it is.
 * Not safe on several threads: its owner sees to that.
 */
final class JobFile {
    private final Home home;
    private final Path file;
    private ObjectNode whole = empty();
    private String text = "";

    JobFile(Home home) {
        this.home = home;
        this.file = home.root().resolve("cron/jobs.json");
    }

    private static ObjectNode empty() {
        ObjectNode whole = Json.object().put("version", 1);
        whole.putArray("jobs");
        return whole;
    }

    /** The house's own directory, where everything is. */
    Path home() {
        return home.root();
    }

    Path path() {
        return file;
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /**
     * Reads it when it says something else than before.
     *
     * @return whether it does
     * @throws Permanent when it cannot be read; then what it said before holds
     */
    boolean changed() {
        String now = content();
        if (now.equals(text)) {
            return false;
        }
        JsonNode read = now.isBlank() ? empty() : Json.read(now);
        if (!read.isObject() || !read.path("jobs").isArray()) {
            throw new Permanent(file + " must be an object with a list 'jobs'");
        }
        whole = (ObjectNode) read;
        text = now;
        return true;
    }

    private String content() {
        try {
            return exists() ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    List<ObjectNode> jobs() {
        List<ObjectNode> jobs = new ArrayList<>();
        whole.path("jobs").forEach(job -> jobs.add(job.isObject() ? ((ObjectNode) job).deepCopy() : Json.object()));
        return jobs;
    }

    /** Puts a job into its place, or at the end; nothing takes it away. The file says so when this returns. */
    void put(String id, Optional<ObjectNode> job) {
        ObjectNode changed = whole.deepCopy();
        ArrayNode jobs = (ArrayNode) changed.path("jobs");
        int at = jobs.size();
        for (int i = 0; i < jobs.size(); i++) {
            at = jobs.get(i).path("id").asText().equals(id) ? i : at;
        }
        if (at < jobs.size()) {
            jobs.remove(at);
        }
        if (job.isPresent()) {
            jobs.insert(at, job.get());
        }
        write(changed);
    }

    private void write(ObjectNode changed) {
        home.directory("cron");
        String written = changed.toPrettyString() + "\n";
        PrivateFiles.write(file, written);
        whole = changed;
        text = written;
    }
}
