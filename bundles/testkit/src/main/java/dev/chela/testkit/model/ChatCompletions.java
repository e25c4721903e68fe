package dev.chela.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's chat completions, streamed. */
final class ChatCompletions implements Dialect {
    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public List<Plan.Said> conversation(JsonNode request) {
        List<Plan.Said> said = new ArrayList<>();
        for (JsonNode message : request.path("messages")) {
            said.add(new Plan.Said(
                    message.path("role").asText(),
                    Dialect.text(message.path("content")),
                    !message.path("tool_calls").isEmpty()));
        }
        return said;
    }

    @Override
    public String opening(Answer answer) {
        ObjectNode delta = Wire.object();
        delta.put("role", "assistant").put("content", "");
        return chunk(answer, delta, null);
    }

    @Override
    public String word(Answer answer, String word, int index) {
        return chunk(answer, Wire.object().put("content", word), null);
    }

    @Override
    public String toolCall(Answer answer) {
        String arguments = answer.plan().arguments();
        int half = arguments.length() / 2;
        return call(answer, true, arguments.substring(0, half)) + call(answer, false, arguments.substring(half));
    }

    private static String call(Answer answer, boolean head, String arguments) {
        ObjectNode delta = Wire.object();
        ObjectNode call = delta.putArray("tool_calls").addObject().put("index", 0);
        ObjectNode function = call.putObject("function").put("arguments", arguments);
        if (head) {
            call.put("id", "call_" + answer.id()).put("type", "function");
            function.put("name", answer.plan().tool());
        }
        return chunk(answer, delta, null);
    }

    @Override
    public String closing(Answer answer) {
        ObjectNode usage = head(answer);
        usage.putArray("choices");
        ObjectNode counts = usage.putObject("usage")
                .put("prompt_tokens", answer.in())
                .put("completion_tokens", answer.out())
                .put("total_tokens", answer.in() + answer.out());
        if (answer.plan().cached() > 0) {
            counts.putObject("prompt_tokens_details").put("cached_tokens", answer.plan().cached());
        }
        if (answer.plan().reasoned() > 0) {
            counts.putObject("completion_tokens_details").put("reasoning_tokens", answer.plan().reasoned());
        }
        return chunk(answer, Wire.object(), answer.plan().callsTool() ? "tool_calls" : "stop") + frame(usage.toString())
                + frame("[DONE]");
    }

    @Override
    public String failure(String type, String message) {
        ObjectNode failure = Wire.object();
        failure.putObject("error").put("message", message).put("type", type);
        return frame(failure.toString());
    }

    @Override
    public String garbage() {
        return frame("{\"choices\": [oops");
    }

    private static String chunk(Answer answer, ObjectNode delta, String finish) {
        ObjectNode chunk = head(answer);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        return frame(chunk.toString());
    }

    private static ObjectNode head(Answer answer) {
        return Wire.object()
                .put("id", "chatcmpl-" + answer.id())
                .put("object", "chat.completion.chunk")
                .put("created", 1_700_000_000)
                .put("model", answer.model());
    }

    private static String frame(String data) {
        return "data: " + data + "\n\n";
    }
}
