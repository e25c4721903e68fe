package dev.chela.itests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was answered so far, for the rows that need it: {@code <config.get/hash>} becomes the hash that was answered last. */
public final class Answers {
    private static final Pattern REFERENCE = Pattern.compile("<([a-zA-Z.-]+)((?:/\\w+)*)>");
    private final Map<String, JsonNode> last = new HashMap<>();

    /** @param name a method, or a thing that the test has laid ready */
    public void keep(String name, JsonNode answer) {
        last.put(name, answer);
    }

    public JsonNode filledIn(JsonNode params) {
        if (params.isTextual()) {
            return filledIn(params.textValue());
        }
        if (params.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            params.forEach(item -> items.add(filledIn(item)));
            return items;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        params.fields().forEachRemaining(field -> copy.set(field.getKey(), filledIn(field.getValue())));
        return params.isObject() ? copy : params;
    }

    private TextNode filledIn(String text) {
        return TextNode.valueOf(REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found(found))));
    }

    private String found(MatchResult reference) {
        JsonNode answer = last.getOrDefault(reference.group(1), JsonNodeFactory.instance.missingNode()).at(reference.group(2));
        if (answer.isMissingNode()) {
            throw new AssertionError(reference.group() + " was not answered by any row before");
        }
        return answer.isTextual() ? answer.textValue() : answer.toString();
    }
}
