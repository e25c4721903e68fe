package dev.chela.core.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.store.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One line of a transcript: a node of a tree by {@code id} and {@code parentId}, in OpenClaw's entry types.
 *
 * @param body the whole line: {@code type}, {@code id}, {@code timestamp}, and {@code parentId} and {@code seq} once it has a place
 */
public record Entry(ObjectNode body) {
    public static Entry of(String type, String id, Instant at) {
        return new Entry(Json.object().put("type", type).put("id", id).put("timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    public static Entry message(String id, Instant at, ObjectNode message) {
        Entry entry = of("message", id, at);
        entry.body.set("message", message.put("timestamp", at.toEpochMilli()));
        return entry;
    }

    public String id() {
        return body.path("id").asText();
    }

    /** The entry's place in its session, from 1; 0 before it is appended. */
    public long seq() {
        return body.path("seq").asLong();
    }

    /** The same entry at its place: after {@code parent}, as the {@code seq}-th of its session. */
    public Entry at(String parent, long seq) {
        ObjectNode placed = body.deepCopy();
        if (parent.isEmpty()) {
            placed.remove("parentId");
        } else {
            placed.put("parentId", parent);
        }
        placed.put("seq", seq);
        return new Entry(placed);
    }

    public String type() {
        return body.path("type").asText();
    }

    /** Empty for the first. */
    public String parent() {
        return body.path("parentId").asText("");
    }

    public boolean isMessage() {
        return type().equals("message");
    }

    /** The message inside; a missing node when this is no message. */
    public JsonNode message() {
        return body.path("message");
    }

    public String role() {
        return message().path("role").asText();
    }

    /** All that the message says to people in words. */
    public String text() {
        StringBuilder all = new StringBuilder();
        message().path("content").forEach(block -> all.append(Blocks.isAside(block) ? "" : block.path("text").asText("")));
        return all.toString();
    }

    public Step.Line in(Session session) {
        return new Step.Line(session.file(), id(), Json.write(body));
    }
}
