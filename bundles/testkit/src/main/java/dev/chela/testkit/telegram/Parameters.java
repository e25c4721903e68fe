package dev.chela.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A call's parameters: as JSON, or as a form, as most published clients send them. */
final class Parameters {
    private Parameters() {}

    static Heard read(HttpExchange exchange, String method, long at) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (type.startsWith("application/json")) {
            JsonNode tree = FakeTelegram.JSON.readTree(body);
            return new Heard(method, (ObjectNode) tree, true, at);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        ObjectNode form = FakeTelegram.JSON.createObjectNode();
        if (type.startsWith("multipart/form-data")) {
            multipart(text, type.substring(type.indexOf("boundary=") + 9).replace("\"", ""), form);
        } else {
            form(text, form);
        }
        return new Heard(method, form, false, at);
    }

    private static void form(String text, ObjectNode into) {
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(into, URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
    }

    private static void multipart(String text, String boundary, ObjectNode into) {
        for (String part : text.split("--" + boundary)) {
            int head = part.indexOf("\r\n\r\n");
            int name = part.indexOf("name=\"");
            if (head > 0 && name > 0) {
                put(into, part.substring(name + 6, part.indexOf('"', name + 6)), part.substring(head + 4, part.length() - 2));
            }
        }
    }

    /** Whatever is no text stands as JSON in a form. */
    private static void put(ObjectNode into, String name, String value) {
        try {
            boolean structured = value.startsWith("{") || value.startsWith("[") || value.matches("-?[0-9]{1,18}|true|false");
            into.set(name, structured ? FakeTelegram.JSON.readTree(value) : into.textNode(value));
        } catch (IOException notJson) {
            into.put(name, value);
        }
    }
}
