package dev.chela.rpc.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.session.Blocks;
import dev.chela.core.session.Entry;
import dev.chela.core.session.UserEntry;
import java.util.Iterator;
import java.util.Map;

/** How an entry of a transcript looks on the wire. */
public final class WireMessage {
    private WireMessage() {}

    /** The message as stored, with what clients need to place it. */
    public static Map<String, Object> of(Entry entry) {
        ObjectNode message = (ObjectNode) entry.message().deepCopy();
        ObjectNode place = Json.object().put("id", entry.id()).put("seq", entry.seq());
        if (message.has("timestamp")) {
            place.put("recordTimestampMs", message.path("timestamp").asLong());
        }
        if (message.has("idempotencyKey")) {
            place.put("idempotencyKey", message.path("idempotencyKey").asText());
        }
        if (message.remove(UserEntry.MARKS) instanceof ObjectNode marks) {
            place.setAll(marks);
        }
        withoutAsides(message.path("content").elements());
        message.set("__openclaw", place);
        return plain(message);
    }

    private static void withoutAsides(Iterator<JsonNode> blocks) {
        while (blocks.hasNext()) {
            if (Blocks.isAside(blocks.next())) {
                blocks.remove();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> plain(ObjectNode message) {
        return (Map<String, Object>) java.util.Objects.requireNonNull(Json.plain(message));
    }

    /** An answer that is still being written. */
    public static Map<String, Object> growing(String text, long timestamp) {
        return Map.of("role", "assistant", "content", java.util.List.of(Map.of("type", "text", "text", text)),
                "timestamp", timestamp);
    }
}
