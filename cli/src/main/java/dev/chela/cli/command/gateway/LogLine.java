package dev.chela.cli.command.gateway;

import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import java.util.Locale;

/** A line of the log as people read it: the gateway tells an event as JSON, and what is none as it is. */
final class LogLine {
    private LogLine() {}

    static String of(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            Json event = JsonText.parse(line);
            return event.get("message").isText()
                    ? String.format(Locale.ROOT, "%s %-5s %s %s", event.get("time").text(), event.get("level").text().toUpperCase(Locale.ROOT),
                            event.get("subsystem").text(), event.get("message").text())
                    : line;
        } catch (MalformedJson other) {
            return line;
        }
    }
}
