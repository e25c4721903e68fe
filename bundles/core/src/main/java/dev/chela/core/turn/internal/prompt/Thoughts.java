package dev.chela.core.turn.internal.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.langchain4j.data.message.AiMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What a model thought, as a block of its message. Some providers sign it, and take the result of a tool only together with the signed
 * thoughts that led to the call: such marks are kept unread, and given back with the thoughts. Thoughts without marks are not given back.
 */
final class Thoughts {
    private static final String TYPE = "thinking";
    private static final String MARKS = "attributes";

    private Thoughts() {}

    static Optional<ObjectNode> of(AiMessage message) {
        Map<String, Object> marks = marks(message);
        if (message.thinking() == null && marks.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode block = Json.object().put("type", TYPE).put("thinking", message.thinking() == null ? "" : message.thinking());
        return Optional.of(marks.isEmpty() ? block : block.set(MARKS, Json.tree(marks)));
    }

    /** Words and lists of words; other objects are the library's own, and no file could hold them. */
    private static Map<String, Object> marks(AiMessage message) {
        Map<String, Object> marks = new LinkedHashMap<>();
        message.attributes().forEach((name, value) -> {
            if (value instanceof String || value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
                marks.put(name, value);
            }
        });
        return marks;
    }

    static void giveBack(JsonNode message, AiMessage.Builder to) {
        StreamSupport.stream(message.path("content").spliterator(), false)
                .filter(block -> block.path("type").asText().equals(TYPE) && block.path(MARKS).isObject()).findFirst()
                .ifPresent(block -> {
                    String thought = block.path("thinking").asText();
                    to.thinking(thought.isEmpty() ? null : thought).attributes(attributes(block.path(MARKS)));
                });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> attributes(JsonNode marks) {
        return (Map<String, Object>) java.util.Objects.requireNonNull(Json.plain(marks));
    }
}
