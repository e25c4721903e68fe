package dev.chela.core.eventwebhook.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import java.time.Instant;

/**
 * An event as it was taken down.
 *
 * @param stream the key of its session; empty for the gateway's own
 * @param data a JSON object
 */
record Happening(String id, String type, String stream, long at, String data) {
    /** What is POSTed: the same bytes at each attempt. @param number its place in the stream, as this endpoint sees it */
    String body(long number) {
        ObjectNode body = Json.object().put("id", id).put("type", type).put("timestamp", Instant.ofEpochMilli(at).toString())
                .put("sequence", number);
        if (!stream.isEmpty()) {
            body.put("agent", new SessionKey(stream).agent().value()).put("session", stream);
        }
        body.set("data", Json.read(data));
        return Json.write(body);
    }
}
