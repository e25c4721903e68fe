package dev.chela.httpapi.internal.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.run.Outcome;
import dev.chela.httpapi.internal.run.Wish;

/**
 * Responses and their items, as OpenAI writes them. Pure.
 *
 * @param created in seconds since 1970
 */
record ResponseAnswers(String id, long created, Wish wish) {
    ObjectNode begun() {
        return response("in_progress", Json.array());
    }

    /** @param text of the whole answer; empty for none */
    ObjectNode whole(Outcome outcome, String text) {
        ArrayNode output = Json.array();
        if (!text.isEmpty() || outcome.calls().isEmpty()) {
            output.add(message(text, "completed"));
        }
        outcome.calls().forEach(call -> output.add(call(call, true)));
        ObjectNode response = response(outcome.limited() ? "incomplete" : "completed", output);
        if (outcome.limited()) {
            response.set("incomplete_details", Json.object().put("reason", "max_output_tokens"));
        }
        response.set("usage", usage(outcome.tokens()));
        return response;
    }

    ObjectNode failed(ApiRefusal refusal) {
        ObjectNode response = response("failed", Json.array());
        response.set("error", Json.object().put("code", "server_error").put("message", refusal.getMessage()));
        return response;
    }

    /** @param status {@code in_progress}: nothing is in it yet */
    ObjectNode message(String text, String status) {
        ArrayNode content = Json.array();
        if (status.equals("completed")) {
            content.add(part(text));
        }
        ObjectNode message = Json.object().put("id", messageId()).put("type", "message").put("role", "assistant").put("status", status)
                .put("phase", "final_answer");
        message.set("content", content);
        return message;
    }

    String messageId() {
        return "msg_" + id.substring(id.indexOf('_') + 1);
    }

    static ObjectNode part(String text) {
        ObjectNode part = Json.object().put("type", "output_text").put("text", text);
        part.set("annotations", Json.array());
        return part;
    }

    static ObjectNode call(Outcome.Call call, boolean complete) {
        return Json.object().put("id", itemId(call)).put("type", "function_call").put("call_id", call.id()).put("name", call.name())
                .put("arguments", complete ? call.arguments() : "").put("status", complete ? "completed" : "in_progress");
    }

    static String itemId(Outcome.Call call) {
        return "fc_" + call.id();
    }

    private ObjectNode response(String status, ArrayNode output) {
        ObjectNode response = Json.object().put("id", id).put("object", "response").put("created_at", created).put("status", status)
                .put("model", wish.target());
        response.set("output", output);
        response.putNull("error").putNull("incomplete_details").put("instructions", wish.instructions().isEmpty() ? null : wish.instructions());
        response.put("previous_response_id", wish.previous().isEmpty() ? null : wish.previous());
        response.put("parallel_tool_calls", true).put("tool_choice", "auto").putNull("temperature").putNull("top_p");
        response.set("tools", tools());
        response.set("metadata", Json.object());
        return response;
    }

    private ArrayNode tools() {
        ArrayNode tools = Json.array();
        wish.functions().forEach(function -> {
            ObjectNode tool = Json.object().put("type", "function").put("name", function.name())
                    .put("description", function.description()).put("strict", false);
            tool.set("parameters", Json.read(function.parameters()));
            tools.add(tool);
        });
        return tools;
    }

    private static ObjectNode usage(Outcome.Tokens tokens) {
        ObjectNode usage = Json.object().put("input_tokens", tokens.input()).put("output_tokens", tokens.output())
                .put("total_tokens", tokens.input() + tokens.output());
        usage.set("input_tokens_details", Json.object().put("cached_tokens", tokens.cacheRead()).put("cache_write_tokens", tokens.cacheWrite()));
        usage.set("output_tokens_details", Json.object().put("reasoning_tokens", tokens.reasoning()));
        return usage;
    }
}
