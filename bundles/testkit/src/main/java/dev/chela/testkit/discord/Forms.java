package dev.chela.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.chela.testkit.discord.Heard.Upload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What comes with a request: JSON, or a form with JSON in it and files beside. */
final class Forms {
    private static final Pattern NAME = Pattern.compile("[ ;]name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("(?i)\r\nContent-Type: *([^\r\n]*)");
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");

    private Forms() {}

    static Heard read(HttpExchange exchange, String path) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        Map<String, Upload> files = new HashMap<>();
        ObjectNode said = type.startsWith("multipart/form-data") ? form(new String(body, StandardCharsets.ISO_8859_1), type, files)
                : body.length == 0 ? Shapes.object() : (ObjectNode) FakeDiscord.JSON.readTree(body);
        return new Heard(exchange.getRequestMethod(), path, said, Map.copyOf(files), System.nanoTime());
    }

    /** @param text each byte as a character */
    private static ObjectNode form(String text, String type, Map<String, Upload> files) throws IOException {
        Matcher boundary = BOUNDARY.matcher(type);
        ObjectNode said = Shapes.object();
        if (!boundary.find()) {
            throw Refusal.malformed("no boundary");
        }
        for (String part : text.split("--" + Pattern.quote(boundary.group(1)))) {
            int end = part.indexOf("\r\n\r\n");
            String head = utf8(end < 0 ? "" : part.substring(0, end));
            Matcher name = NAME.matcher(head);
            if (name.find()) {
                String content = part.substring(end + 4, part.length() - 2);
                Matcher file = FILE.matcher(head);
                if (file.find()) {
                    Matcher kind = TYPE.matcher(head);
                    files.put(name.group(1), new Upload(file.group(1), kind.find() ? kind.group(1) : "", content));
                } else if (name.group(1).equals("payload_json")) {
                    said = (ObjectNode) FakeDiscord.JSON.readTree(utf8(content));
                }
            }
        }
        return said;
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
