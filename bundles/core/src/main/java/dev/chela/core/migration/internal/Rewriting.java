package dev.chela.core.migration.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.json.Json;
import dev.chela.core.session.Blocks;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes entries of this house of the lines of one of OpenClaw's transcripts, in order. What a line says stays; what differs is how lines
 * hang together: here each has an id that no other has, and all but the first follow another one.
 */
final class Rewriting {
    private final String header;
    private final Set<String> ids;
    /** In the order of the file: the oldest transcripts name entries by their number. */
    private final List<String> order = new ArrayList<>();
    private final Telling telling = new Telling();
    private String last;
    private String leaf;

    /** @param sessionId the header's id where it has none */
    Rewriting(String sessionId) {
        this(sessionId, Set.of(), "");
    }

    /** Goes on with a transcript that is here already. @param leaf where its conversation stood when it was read last */
    Rewriting(String sessionId, Set<String> ids, String leaf) {
        this.header = sessionId;
        this.ids = new HashSet<>(ids);
        this.last = leaf;
        this.leaf = leaf;
    }

    /** Empty when the line is no entry. */
    Optional<Entry> entry(SourceLines.Line line) {
        Optional<ObjectNode> read = read(line.text());
        read.ifPresent(body -> rewrite(body, line.number()));
        return read.map(Entry::new);
    }

    static Optional<ObjectNode> read(String text) {
        try {
            return Json.read(text) instanceof ObjectNode body && body.path("type").isTextual() ? Optional.of(body) : Optional.empty();
        } catch (Permanent notJson) {
            return Optional.empty();
        }
    }

    private void rewrite(ObjectNode body, long number) {
        String type = body.path("type").asText();
        String said = body.path("id").asText("");
        String id = fresh(!said.isEmpty() ? said : type.equals("session") ? header : "line-" + number);
        body.put("id", id);
        place(body, type);
        Instant at = time(body.path("timestamp"));
        if (body.path("timestamp").isNumber() || at.equals(Instant.EPOCH)) {
            body.put("timestamp", at.toString());
        }
        if (body.get("message") instanceof ObjectNode message) {
            message(message, body.path("timestamp").asText());
        }
        if (type.equals(Compaction.ENTRY)) {
            compaction(body);
        }
        order.add(id);
        last = id;
        String target = type.equals("leaf") ? body.path("targetId").asText("") : id;
        leaf = ids.contains(target) ? target : id;
        telling.hear(new Entry(body));
    }

    private String fresh(String wanted) {
        String id = wanted;
        for (int again = 2; !ids.add(id); again++) {
            id = wanted + "." + again;
        }
        return id;
    }

    /** What follows nothing follows the header; what follows something that is not there, or says nothing of it, follows the line before. */
    private void place(ObjectNode body, String type) {
        JsonNode parent = body.path("parentId");
        boolean first = ids.size() == 1;
        if (type.equals("session") || first) {
            body.remove("parentId");
        } else if (parent.isNull() && ids.contains(header)) {
            body.put("parentId", header);
        } else if (!parent.isTextual() || parent.asText().equals(body.path("id").asText()) || !ids.contains(parent.asText())) {
            body.put("parentId", last);
        }
    }

    private static Instant time(JsonNode said) {
        try {
            return said.isNumber() ? Instant.ofEpochMilli(said.asLong()) : Instant.parse(said.asText());
        } catch (DateTimeException unclear) {
            return Instant.EPOCH;
        }
    }

    private static void message(ObjectNode message, String timestamp) {
        if (message.path("content").isTextual()) {
            String text = message.path("content").asText();
            message.putArray("content").add(Blocks.text(text));
        }
        if (!message.path("timestamp").isNumber()) {
            message.put("timestamp", Instant.parse(timestamp).toEpochMilli());
        }
    }

    private void compaction(ObjectNode body) {
        int index = body.path("firstKeptEntryIndex").asInt(-1);
        if (!body.path("firstKeptEntryId").isTextual() && index >= 0 && index < order.size()) {
            body.put("firstKeptEntryId", order.get(index));
        }
    }

    /** Where the conversation stands after all lines so far; empty when there was none. */
    String leaf() {
        return leaf;
    }

    Telling telling() {
        return telling;
    }
}
