package dev.chela.cli.command.config;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;

/** What is wrong with the configuration, one line each. */
final class ConfigIssues {
    private ConfigIssues() {}

    static void warn(Console console, Json issues) {
        issues.items().forEach(issue -> console.warn(line(issue)));
    }

    static String line(Json issue) {
        long line = issue.get("line").number().orElse(0L);
        String path = issue.get("path").text();
        return (line > 0 ? "line " + line + ": " : "") + (path.isEmpty() ? "" : path + ": ") + issue.get("message").text();
    }
}
