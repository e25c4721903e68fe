package dev.chela.core.command.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.session.Blocks;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import java.util.List;
import java.util.stream.Collectors;

/** A conversation as a page that needs nothing besides itself. Pure. */
final class ExportPage {
    private static final String HEAD = """
            <!doctype html>
            <html><head><meta charset="utf-8"><title>%1$s</title>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
            section { margin: 0 0 1rem; padding: .5rem .8rem; border-left: 4px solid #bbb; }
            section.user { border-color: #36c; } section.assistant { border-color: #383; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; font: inherit; }
            small { color: #666; }
            </style></head><body>
            <h1>%1$s</h1>
            """;

    private ExportPage() {}

    static String of(Session session, List<Entry> messages) {
        String title = escaped(session.label().isEmpty() ? session.key().value() : session.label());
        return HEAD.formatted(title) + messages.stream().map(ExportPage::section).collect(Collectors.joining()) + "</body></html>\n";
    }

    private static String section(Entry entry) {
        StringBuilder blocks = new StringBuilder();
        for (JsonNode block : entry.message().path("content")) {
            blocks.append(Blocks.isAside(block) ? "" : shown(block));
        }
        String role = escaped(entry.role());
        String tool = entry.message().path("toolName").asText("");
        return "<section class=\"" + role + "\"><small>" + role + (tool.isEmpty() ? "" : " " + escaped(tool)) + " "
                + escaped(entry.body().path("timestamp").asText()) + "</small>" + blocks + "</section>\n";
    }

    private static String shown(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "text" -> "<pre>" + escaped(block.path("text").asText()) + "</pre>";
            case "thinking" -> "<details><summary>thought</summary><pre>" + escaped(block.path("thinking").asText()) + "</pre></details>";
            case "toolCall" -> "<details><summary>" + escaped(block.path("name").asText()) + "</summary><pre>"
                    + escaped(block.path("arguments").toString()) + "</pre></details>";
            case "image" -> "<p>[image]</p>";
            default -> "";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
