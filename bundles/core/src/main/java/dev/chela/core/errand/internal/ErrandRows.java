package dev.chela.core.errand.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.json.Json;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of calls that were asked for under a key. */
final class ErrandRows {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE errand (key TEXT PRIMARY KEY, digest TEXT NOT NULL, tool TEXT NOT NULL,"
                    + " asked_at INTEGER NOT NULL, result TEXT) WITHOUT ROWID",
            "CREATE INDEX errand_asked ON errand (asked_at)"));

    private final Ledger ledger;

    ErrandRows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("errand", MIGRATIONS);
    }

    /** @param result absent while it has not ended: the tool may have run */
    record Kept(String digest, Optional<ToolResult> result) {}

    Optional<Kept> find(String key) {
        return ledger.one("SELECT digest, result FROM errand WHERE key = ?", ErrandRows::kept, key);
    }

    private static Kept kept(Row row) {
        String result = row.text("result");
        return new Kept(String.valueOf(row.text("digest")),
                result == null ? Optional.empty() : Optional.of(result(Json.read(result))));
    }

    /** Before the tool begins; one that is begun again after a crash stands there already. */
    static Change begin(String key, String digest, String tool, Instant now) {
        return Change.of("INSERT INTO errand (key, digest, tool, asked_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", key, digest, tool,
                now.toEpochMilli());
    }

    static Change end(String key, ToolResult result) {
        return Change.one("UPDATE errand SET result = ? WHERE key = ? AND result IS NULL", Json.write(json(result)), key);
    }

    static Change forgetBefore(Instant time) {
        return Change.of("DELETE FROM errand WHERE asked_at < ?", time.toEpochMilli());
    }

    private static ObjectNode json(ToolResult result) {
        ObjectNode json = Json.object().put("outcome", result.outcome().name());
        ArrayNode content = json.putArray("content");
        for (Content part : result.content()) {
            if (part instanceof Content.Image image) {
                content.addObject().put("image", Base64.getEncoder().encodeToString(image.bytes())).put("mimeType", image.mimeType());
            } else {
                content.addObject().put("text", ((Content.Text) part).text());
            }
        }
        json.set("details", Json.tree(result.details()));
        return json;
    }

    @SuppressWarnings("unchecked")
    private static ToolResult result(JsonNode json) {
        List<Content> content = new ArrayList<>();
        json.path("content").forEach(part -> content.add(part.has("image")
                ? new Content.Image(part.path("mimeType").asText(), Base64.getDecoder().decode(part.path("image").asText()))
                : new Content.Text(part.path("text").asText())));
        Map<String, Object> details = Json.plain(json.path("details")) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
        return new ToolResult(content, Outcome.valueOf(json.path("outcome").asText()), details);
    }
}
