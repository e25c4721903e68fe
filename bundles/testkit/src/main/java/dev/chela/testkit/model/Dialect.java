package dev.chela.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One provider's wire format: reads a request's conversation, writes the frames of an answer. */
interface Dialect {
    String contentType();

    List<Plan.Said> conversation(JsonNode request);

    String opening(Answer answer);

    String word(Answer answer, String word, int index);

    String toolCall(Answer answer);

    String closing(Answer answer);

    /** A failure inside a stream. */
    String failure(String type, String message);

    /** A frame whose payload is not JSON. */
    String garbage();

    /** @param id the number of this answer; {@code in} and {@code out} count tokens */
    record Answer(long id, String model, Plan plan, int in, int out) {}

    /** The one that a path belongs to, or {@code null}. */
    static @org.jspecify.annotations.Nullable Dialect of(String path) {
        if (path.endsWith("/chat/completions")) {
            return new ChatCompletions();
        }
        if (path.endsWith("/messages")) {
            return new AnthropicMessages();
        }
        return path.endsWith("/api/chat") ? new OllamaChat() : null;
    }

    /** The text of a content that is a string or a list of parts. */
    static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        StringBuilder all = new StringBuilder();
        for (JsonNode part : content) {
            String text = part.isTextual() ? part.asText() : text(part.path("text").isMissingNode() ? part.path("content") : part.path("text"));
            all.append(all.isEmpty() ? "" : "\n").append(text);
        }
        return all.toString();
    }
}
