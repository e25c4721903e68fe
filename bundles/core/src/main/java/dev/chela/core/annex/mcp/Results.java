package dev.chela.core.annex.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Defect;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of a call, there and back. */
public final class Results {
    private Results() {}

    public static ObjectNode written(ToolResult result) {
        ObjectNode written = Json.object();
        ArrayNode content = written.putArray("content");
        result.content().forEach(part -> content.add(written(part)));
        written.put("isError", result.outcome() == Outcome.ERROR);
        ObjectNode meta = written.putObject(Mcp.META);
        meta.put(Mcp.OUTCOME, result.outcome().name().toLowerCase(Locale.ROOT));
        if (!result.details().isEmpty()) {
            meta.set(Mcp.DETAILS, Json.tree(result.details()));
        }
        return written;
    }

    private static ObjectNode written(Content part) {
        if (part instanceof Content.Image image) {
            return Json.object().put("type", "image").put("data", Base64.getEncoder().encodeToString(image.bytes())).put("mimeType", image.mimeType());
        }
        return Json.object().put("type", "text").put("text", ((Content.Text) part).text());
    }

    /** @throws Defect when it is no result */
    public static ToolResult read(JsonNode result) {
        List<Content> content = new ArrayList<>();
        result.path("content").forEach(part -> content.add(content(part)));
        return new ToolResult(List.copyOf(content), outcome(result), details(result.path(Mcp.META).path(Mcp.DETAILS)));
    }

    private static Content content(JsonNode part) {
        String type = part.path("type").asText();
        return switch (type) {
            case "text" -> new Content.Text(part.path("text").asText());
            case "image" -> new Content.Image(part.path("mimeType").asText(), bytes(part.path("data").asText()));
            default -> throw new Defect("a result has content of the type '" + type + "', which no tool of this gateway gives");
        };
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new Defect("a result has an image that is not Base64", e);
        }
    }

    private static Outcome outcome(JsonNode result) {
        if (result.path("isError").asBoolean(false)) {
            return Outcome.ERROR;
        }
        return result.path(Mcp.META).path(Mcp.OUTCOME).asText().equals("yielded") ? Outcome.YIELDED : Outcome.OK;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(JsonNode details) {
        return Json.plain(details) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
