package dev.chela.api.tool;

import java.util.List;
import java.util.Map;

/**
 * @param content what the model reads
 * @param details for people and diagnostics; never sent to the model. JSON values only
 */
public record ToolResult(List<Content> content, Outcome outcome, Map<String, Object> details) {
    public static ToolResult text(String text) {
        return new ToolResult(List.of(new Content.Text(text)), Outcome.OK, Map.of());
    }

    public static ToolResult error(String message) {
        return new ToolResult(List.of(new Content.Text(message)), Outcome.ERROR, Map.of());
    }
}
