package dev.chela.rpc.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of the log file as clients read them: one JSON object for each event, with {@code time}, {@code level}, {@code subsystem} and
 * {@code message}, by which pages filter. What follows an event without a head of its own, a stack trace, is part of its message; at the
 * beginning of a page, where the head is missing, it stays as it is.
 */
final class LogLines {
    private static final Pattern HEAD = Pattern.compile("(\\d{4}-\\S+Z)\\s+(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\\s+(\\S+)\\s(.*)");

    private LogLines() {}

    static List<String> read(String text) {
        List<Object> events = new ArrayList<>();
        text.lines().forEach(line -> {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                events.add(Json.object().put("time", head.group(1)).put("level", head.group(2).toLowerCase(Locale.ROOT))
                        .put("subsystem", head.group(3)).put("message", head.group(4).strip()));
            } else if (!events.isEmpty() && events.get(events.size() - 1) instanceof ObjectNode last) {
                last.put("message", last.path("message").asText() + "\n" + line);
            } else {
                events.add(line);
            }
        });
        return events.stream().map(event -> event instanceof ObjectNode node ? Json.write(node) : event.toString()).toList();
    }
}
