package dev.chela.core.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.tool.Content;
import dev.chela.core.json.Json;
import java.util.Base64;

/** The blocks of a message's content, in OpenClaw's shape. */
public final class Blocks {
    private static final String ASIDE = "aside";

    private Blocks() {}

    /** A part of what a tool gave. */
    public static ObjectNode of(Content part) {
        if (part instanceof Content.Image image) {
            return image(image.mimeType(), Base64.getEncoder().encodeToString(image.bytes()));
        }
        return text(((Content.Text) part).text());
    }

    public static ObjectNode text(String text) {
        return Json.object().put("type", "text").put("text", text);
    }

    /** Words for the model alone: people are not shown them. */
    public static ObjectNode aside(String text) {
        return text(text).put(ASIDE, true);
    }

    public static boolean isAside(JsonNode block) {
        return block.path(ASIDE).asBoolean();
    }

    /** @param data base64 */
    public static ObjectNode image(String mimeType, String data) {
        return Json.object().put("type", "image").put("mimeType", mimeType).put("data", data);
    }
}
