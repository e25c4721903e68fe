package dev.chela.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Anthropic's messages, streamed. */
final class AnthropicMessages implements Dialect {
    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public List<Plan.Said> conversation(JsonNode request) {
        List<Plan.Said> said = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            String role = message.path("role").asText();
            JsonNode content = message.path("content");
            if (content.isTextual()) {
                said.add(new Plan.Said(role, content.asText(), false));
            } else if (role.equals("assistant")) {
                said.add(new Plan.Said(role, "", content.findValuesAsText("type").contains("tool_use")));
            } else {
                content.forEach(part -> said.add(part(part)));
            }
        }
        return said;
    }

    private static Plan.Said part(JsonNode part) {
        return part.path("type").asText().equals("tool_result")
                ? new Plan.Said("tool", Dialect.text(part.path("content")), false)
                : new Plan.Said("user", part.path("text").asText(), false);
    }

    @Override
    public String opening(Answer answer) {
        ObjectNode start = Wire.object();
        ObjectNode message = start.putObject("message")
                .put("id", "msg_" + answer.id())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", answer.model());
        message.putArray("content");
        ObjectNode usage = message.putObject("usage").put("input_tokens", answer.in()).put("output_tokens", 1);
        if (answer.plan().cached() > 0) {
            usage.put("cache_read_input_tokens", answer.plan().cached()).put("cache_creation_input_tokens", 1);
        }
        ObjectNode block = Wire.object().put("index", 0);
        ObjectNode content = block.putObject("content_block");
        if (answer.plan().callsTool()) {
            content.put("type", "tool_use").put("id", "toolu_" + answer.id()).put("name", answer.plan().tool());
            content.putObject("input");
        } else {
            content.put("type", "text").put("text", "");
        }
        return frame("message_start", start) + frame("content_block_start", block);
    }

    @Override
    public String word(Answer answer, String word, int index) {
        ObjectNode delta = Wire.object().put("index", 0);
        delta.putObject("delta").put("type", "text_delta").put("text", word);
        return frame("content_block_delta", delta);
    }

    @Override
    public String toolCall(Answer answer) {
        ObjectNode delta = Wire.object().put("index", 0);
        delta.putObject("delta").put("type", "input_json_delta").put("partial_json", answer.plan().arguments());
        return frame("content_block_delta", delta);
    }

    @Override
    public String closing(Answer answer) {
        ObjectNode end = Wire.object();
        end.putObject("delta").put("stop_reason", answer.plan().callsTool() ? "tool_use" : "end_turn");
        end.putObject("usage").put("output_tokens", answer.out());
        return frame("content_block_stop", Wire.object().put("index", 0)) + frame("message_delta", end)
                + frame("message_stop", Wire.object());
    }

    @Override
    public String failure(String type, String message) {
        ObjectNode failure = Wire.object();
        failure.putObject("error").put("type", type).put("message", message);
        return frame("error", failure);
    }

    @Override
    public String garbage() {
        return "event: content_block_delta\ndata: {\"delta\": oops\n\n";
    }

    private static String frame(String event, ObjectNode data) {
        data.put("type", event);
        return "event: " + event + "\ndata: " + data + "\n\n";
    }
}
