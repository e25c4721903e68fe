package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** One call of the Web API. All of its methods take forms; what has parts goes in as JSON (docs.slack.dev, "Using the Slack Web API"). */
record Call(String method, ObjectNode arguments) {
    static Call of(String method) {
        return new Call(method, Json.object());
    }

    Call with(String name, String value) {
        ObjectNode more = arguments.deepCopy();
        return new Call(method, more.put(name, value));
    }

    Call with(String name, JsonNode value) {
        ObjectNode more = arguments.deepCopy();
        more.set(name, value);
        return new Call(method, more);
    }

    /** Empty where it is none of a conversation. */
    String channel() {
        return arguments.path("channel").asText("");
    }

    byte[] form() {
        return arguments.properties().stream().map(Call::field).collect(Collectors.joining("&")).getBytes(StandardCharsets.US_ASCII);
    }

    private static String field(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        String text = value.isContainerNode() ? new String(Json.write(value), StandardCharsets.UTF_8) : value.asText();
        return field.getKey() + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
