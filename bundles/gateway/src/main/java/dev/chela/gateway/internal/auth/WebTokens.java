package dev.chela.gateway.internal.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.chela.api.fault.Permanent;
import dev.chela.gateway.internal.PrivateFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lasting logins of web pages, kept as hashes. The file is read at every use, so that whoever deletes it, or an entry of it, has
 * revoked those logins at once.
 */
public final class WebTokens {
    private static final int KEPT = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    public WebTokens(Path home) {
        file = home.resolve("credentials").resolve("web-tokens.json");
    }

    record Entry(String sha256, long createdAtMs) {}

    record Stored(List<Entry> tokens) {}

    public synchronized String create(Instant now) {
        List<Entry> entries = new ArrayList<>(entries());
        while (entries.size() >= KEPT) {
            entries.remove(0);
        }
        String token = Hashes.randomCode();
        entries.add(new Entry(Hashes.hex(token), now.toEpochMilli()));
        write(entries);
        return token;
    }

    public synchronized boolean accepts(String token) {
        String hash = Hashes.hex(token);
        return entries().stream().anyMatch(entry -> Hashes.same(hash, entry.sha256()));
    }

    private List<Entry> entries() {
        return PrivateFiles.read(file).map(this::parse).orElse(List.of());
    }

    private List<Entry> parse(String text) {
        try {
            return JSON.readValue(text, Stored.class).tokens();
        } catch (JsonProcessingException e) {
            throw new Permanent(file + " is damaged: delete it and log in again with a new link", e);
        }
    }

    private void write(List<Entry> entries) {
        try {
            PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new Stored(entries)) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("two plain records could not be written", e);
        }
    }
}
