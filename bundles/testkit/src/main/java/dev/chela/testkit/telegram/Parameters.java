package dev.chela.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.chela.testkit.telegram.Heard.Upload;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A call's parameters: as JSON, or as a form, as most published clients send them. */
final class Parameters {
    private static final Pattern NAME = Pattern.compile("[ ;]name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("(?i)\r\nContent-Type: *([^\r\n]*)");

    private Parameters() {}

    static Heard read(HttpExchange exchange, String method, long at) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (type.startsWith("application/json")) {
            JsonNode tree = FakeTelegram.JSON.readTree(body);
            return new Heard(method, (ObjectNode) tree, Map.of(), true, at);
        }
        ObjectNode form = FakeTelegram.JSON.createObjectNode();
        Map<String, Upload> files = new HashMap<>();
        if (type.startsWith("multipart/form-data")) {
            multipart(new String(body, StandardCharsets.ISO_8859_1), type.substring(type.indexOf("boundary=") + 9).replace("\"", ""), form, files);
        } else {
            form(new String(body, StandardCharsets.UTF_8), form);
        }
        return new Heard(method, form, Map.copyOf(files), false, at);
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

    /** @param text each byte as a character */
    private static void multipart(String text, String boundary, ObjectNode into, Map<String, Upload> files) {
        for (String part : text.split("--" + Pattern.quote(boundary))) {
            int end = part.indexOf("\r\n\r\n");
            String head = utf8(end < 0 ? "" : part.substring(0, end));
            Matcher name = NAME.matcher(head);
            if (name.find()) {
                String content = part.substring(end + 4, part.length() - 2);
                Matcher file = FILE.matcher(head);
                if (file.find()) {
                    Matcher type = TYPE.matcher(head);
                    files.put(name.group(1), new Upload(file.group(1), type.find() ? type.group(1) : "", content));
                } else {
                    put(into, name.group(1), utf8(content));
                }
            }
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
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
