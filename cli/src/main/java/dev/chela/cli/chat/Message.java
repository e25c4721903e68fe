package dev.chela.cli.chat;

import dev.chela.cli.json.Json;
import java.util.stream.Collectors;

/** A message as the transcript and the events hold it. */
record Message(Json json) {
    String role() {
        return json.get("role").text();
    }

    /** Its text blocks; a tool's call or result has none of its own to show. */
    String text() {
        Json content = json.get("content");
        if (content.isText()) {
            return content.text();
        }
        return content.items().stream()
                .filter(block -> block.get("type").text().equals("text"))
                .map(block -> block.get("text").text())
                .collect(Collectors.joining("\n"));
    }

    /** The place in the transcript, when it is told. */
    long seq(long or) {
        return json.at("__openclaw.seq").number().orElse(or);
    }

    /** Whether the client that started this run wrote it. */
    boolean belongsTo(String runId) {
        return json.get("idempotencyKey").text().equals(runId + ":user");
    }
}
