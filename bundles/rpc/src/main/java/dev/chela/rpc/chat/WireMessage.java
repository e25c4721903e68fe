package dev.chela.rpc.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.session.Entry;
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
        message.set("__openclaw", place);
        return plain(message);
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
