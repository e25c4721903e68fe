package dev.chela.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Ollama's {@code /api/chat}: one JSON object a line. */
final class OllamaChat implements Dialect {
    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public List<Plan.Said> conversation(JsonNode request) {
        return new ChatCompletions().conversation(request);
    }

    @Override
    public String opening(Answer answer) {
        return "";
    }

    @Override
    public String word(Answer answer, String word, int index) {
        ObjectNode line = line(answer, false);
        line.withObject("message").put("content", word);
        return line + "\n";
    }

    @Override
    public String toolCall(Answer answer) {
        ObjectNode line = line(answer, false);
        ObjectNode function = line.withObject("message").putArray("tool_calls").addObject().putObject("function");
        function.put("name", answer.plan().tool()).set("arguments", Wire.read(answer.plan().arguments()));
        return line + "\n";
    }

    @Override
    public String closing(Answer answer) {
        ObjectNode line = line(answer, true);
        line.put("done_reason", "stop").put("prompt_eval_count", answer.in()).put("eval_count", answer.out());
        return line + "\n";
    }

    @Override
    public String failure(String type, String message) {
        return Wire.object().put("error", message) + "\n";
    }

    @Override
    public String garbage() {
        return "{\"message\": oops\n";
    }

    private static ObjectNode line(Answer answer, boolean done) {
        ObjectNode line = Wire.object().put("model", answer.model()).put("created_at", "2026-11-21T00:00:00Z").put("done", done);
        line.putObject("message").put("role", "assistant").put("content", "");
        return line;
    }
}
