package dev.chela.core.eventwebhook.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.secret.Redactor;
import dev.chela.core.text.Excerpt;

/** What is said of an event, as it leaves the house: without secrets, and no larger than a receiver can be expected to take. */
final class Content {
    static final int LONGEST_TEXT = 16_384;
    static final int LONGEST = 200_000;
    private static final int SHORT = 256;
    private static final String TRUNCATED = "truncated";

    private final Redactor redactor;

    Content(Redactor redactor) {
        this.redactor = redactor;
    }

    /** What was cut says so: {@code truncated} is then true. */
    String written(ObjectNode data) {
        Cut cut = new Cut();
        ObjectNode clean = (ObjectNode) cut.clean(data);
        if (cut.any) {
            clean.put(TRUNCATED, true);
        }
        String text = Json.write(clean);
        return text.length() <= LONGEST ? text : Json.write(outline(clean));
    }

    /** Its short values, among which are all ids. */
    private static ObjectNode outline(ObjectNode data) {
        ObjectNode outline = Json.object();
        data.properties().forEach(field -> {
            if (field.getValue().isValueNode() && field.getValue().asText().length() <= SHORT) {
                outline.set(field.getKey(), field.getValue());
            }
        });
        return outline.put(TRUNCATED, true);
    }

    private final class Cut {
        private boolean any;

        JsonNode clean(JsonNode node) {
            if (node.isTextual()) {
                String text = redactor.redact(node.textValue());
                any |= text.length() > LONGEST_TEXT;
                return Json.object().textNode(Excerpt.of(text, LONGEST_TEXT));
            }
            if (node instanceof ObjectNode object) {
                ObjectNode clean = Json.object();
                object.properties().forEach(field -> clean.set(field.getKey(), clean(field.getValue())));
                return clean;
            }
            if (node instanceof ArrayNode array) {
                ArrayNode clean = Json.array();
                array.forEach(each -> clean.add(clean(each)));
                return clean;
            }
            return node;
        }
    }
}
