package dev.chela.core.turn.internal.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.ModelRef;
import dev.chela.api.model.CountedTokens;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.json.Json;
import dev.chela.core.model.Prices;
import dev.chela.core.session.Blocks;
import dev.chela.core.turn.Tidings;
import dev.chela.core.usage.Spend;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Optional;

/** What models and tools say, as messages of a transcript in OpenClaw's shape. */
public final class Messages {
    /** Of a result that ends its turn. */
    public static final String YIELDED = "yielded";

    private Messages() {}

    /** @param cost as {@link #cost} tells it */
    public static ObjectNode assistant(ChatResponse response, ModelRef model, String stopReason, ObjectNode cost) {
        ArrayNode content = Json.array();
        Thoughts.of(response.aiMessage()).ifPresent(content::add);
        if (response.aiMessage().text() != null && !response.aiMessage().text().isEmpty()) {
            content.add(Blocks.text(response.aiMessage().text()));
        }
        for (ToolExecutionRequest call : response.aiMessage().toolExecutionRequests()) {
            content.add(Json.object().put("type", "toolCall").put("id", call.id()).put("name", call.name())
                    .set("arguments", read(call.arguments())));
        }
        ObjectNode message = spoken(content, model, stopReason);
        ObjectNode usage = usage(response.tokenUsage());
        if (!usage.isEmpty()) {
            usage.set("cost", cost);
        }
        message.set("usage", usage);
        return message;
    }

    /** At the prices of this moment: what it cost stays what it cost when prices change. */
    public static ObjectNode cost(Prices prices, ModelRef model, ChatResponse response) {
        Spend spend = prices.spent(model, response.tokenUsage());
        return Json.object().put("input", spend.inputCost()).put("output", spend.outputCost()).put("total", spend.cost());
    }

    /** What was said before it was interrupted or failed. */
    public static ObjectNode partial(String text, ModelRef model, String stopReason, String error) {
        ArrayNode content = Json.array();
        if (!text.isEmpty()) {
            content.add(Blocks.text(text));
        }
        ObjectNode message = spoken(content, model, stopReason);
        if (!error.isEmpty()) {
            message.put("errorMessage", error);
        }
        return message;
    }

    private static ObjectNode spoken(ArrayNode content, ModelRef model, String stopReason) {
        return (ObjectNode) Json.object().put("role", "assistant").put("provider", model.provider())
                .put("model", model.model()).put("stopReason", stopReason).set("content", content);
    }

    public static ObjectNode result(String callId, String tool, ToolResult result) {
        ArrayNode content = Json.array();
        result.content().forEach(part -> content.add(Blocks.of(part)));
        ObjectNode message = Json.object().put("role", "toolResult").put("toolCallId", callId).put("toolName", tool)
                .put("isError", result.outcome() == Outcome.ERROR);
        message.set("content", content);
        if (result.outcome() == Outcome.YIELDED) {
            message.put(YIELDED, true);
        }
        if (!result.details().isEmpty()) {
            message.set("details", Json.tree(result.details()));
        }
        return message;
    }

    /** What a look after things is to tell, as {@link Tidings#RESPOND} left it in its result: an empty text for nothing. Empty for any other result. */
    public static Optional<String> responded(JsonNode result) {
        boolean ended = result.path(YIELDED).asBoolean() && result.path("toolName").asText().equals(Tidings.RESPOND);
        JsonNode details = result.path("details");
        return ended ? Optional.of(details.path("notify").asBoolean() ? details.path("notificationText").asText() : "") : Optional.empty();
    }

    /** Arguments that are not JSON are kept as they came, so that the model can be told what was wrong with them. */
    public static JsonNode read(String text) {
        try {
            return Json.read(text == null || text.isBlank() ? "{}" : text);
        } catch (dev.chela.api.fault.Permanent notJson) {
            return Json.object().put("__unparsed", text);
        }
    }

    public static String argumentsText(JsonNode call) {
        JsonNode arguments = call.path("arguments");
        return arguments.has("__unparsed") ? arguments.path("__unparsed").asText() : Json.write(arguments);
    }

    public static List<JsonNode> calls(JsonNode message) {
        return java.util.stream.StreamSupport.stream(message.path("content").spliterator(), false)
                .filter(block -> block.path("type").asText().equals("toolCall"))
                .toList();
    }

    public static String id(JsonNode call) {
        return call.path("id").asText();
    }

    public static String name(JsonNode call) {
        return call.path("name").asText();
    }

    public static String textOf(JsonNode message) {
        StringBuilder all = new StringBuilder();
        message.path("content").forEach(block -> all.append(block.path("text").asText("")));
        return all.toString();
    }

    /** As OpenClaw writes it: what went through a cache is no part of the input. Zeros are left out. */
    private static ObjectNode usage(TokenUsage usage) {
        if (usage == null) {
            return Json.object();
        }
        CountedTokens counted = counted(usage);
        int read = count(counted.inputTokenCount()) - counted.cacheRead() - counted.cacheWrite();
        ObjectNode told = Json.object().put("input", read).put("output", count(usage.outputTokenCount()));
        putUnlessZero(told, "cacheRead", counted.cacheRead());
        putUnlessZero(told, "cacheWrite", counted.cacheWrite());
        putUnlessZero(told, "reasoning", counted.reasoning());
        return told.put("totalTokens", count(usage.totalTokenCount()));
    }

    public static CountedTokens counted(TokenUsage usage) {
        return usage instanceof CountedTokens all ? all
                : new CountedTokens(count(usage.inputTokenCount()), count(usage.outputTokenCount()), 0, 0, 0);
    }

    private static void putUnlessZero(ObjectNode told, String name, int tokens) {
        if (tokens > 0) {
            told.put(name, tokens);
        }
    }

    public static int count(Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
