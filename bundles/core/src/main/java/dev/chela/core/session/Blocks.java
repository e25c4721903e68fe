package dev.chela.core.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;

/** The blocks of a message's content, in OpenClaw's shape. */
public final class Blocks {
    private Blocks() {}

    public static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    /** @param data base64 */
    public static ObjectNode image(String mimeType, String data) {
        return Json.object().put("type", "image").put("mimeType", mimeType).put("data", data);
    }
}
