package dev.chela.hooks.folders;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import java.time.Instant;
import java.util.Map;

/**
 * Something that happened, in OpenClaw's words.
 *
 * @param session empty for none
 * @param context JSON values by name
 */
record Told(String type, String action, String session, Instant at, Map<String, Object> context) {
    String event() {
        return type + ":" + action;
    }

    /** What a script reads: one object on one line. */
    String json() {
        ObjectNode json = Json.object().put("type", type).put("action", action).put("sessionKey", session).put("timestamp", at.toString());
        json.set("context", Json.tree(context));
        json.putArray("messages");
        return Json.write(json) + "\n";
    }
}
