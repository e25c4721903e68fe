package dev.chela.rpc.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.session.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * What one message took.
 *
 * @param at milliseconds since 1970
 * @param tools those that it calls
 */
record Use(long at, String role, String provider, String model, Totals totals, List<String> tools, boolean error) {
    static Use of(Entry entry) {
        JsonNode message = entry.message();
        List<String> tools = new ArrayList<>();
        message.path("content").forEach(block -> {
            if (block.path("type").asText().equals("toolCall")) {
                tools.add(block.path("name").asText());
            }
        });
        boolean error = message.path("isError").asBoolean() || message.has("errorMessage");
        return new Use(message.path("timestamp").asLong(), entry.role(), message.path("provider").asText(),
                message.path("model").asText(), Totals.of(message.path("usage")), List.copyOf(tools), error);
    }

    /** Whether a model was asked for it. */
    boolean spent() {
        return totals.totalTokens() > 0;
    }
}
