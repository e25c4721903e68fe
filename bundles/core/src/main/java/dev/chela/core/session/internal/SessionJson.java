package dev.chela.core.session.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;

/** How a session stands in its row and in the {@code sessions.json} mirror. */
final class SessionJson {
    private SessionJson() {}

    static JsonNode write(Session s) {
        ObjectNode body = Json.object()
                .put("sessionId", s.id()).put("sessionFile", s.file()).put("label", s.label()).put("modelOverride", s.model())
                .put("createdAt", s.createdAt()).put("updatedAt", s.updatedAt()).put("sessionStartedAt", s.startedAt())
                .put("lifecycleRevision", s.revision()).put("leaf", s.leaf()).put("entries", s.entries())
                .put("inputTokens", s.spent().input()).put("outputTokens", s.spent().output())
                .put("costMicros", s.spent().cost())
                .put("lastInteractionAt", s.touchedAt());
        body.set("last", write(s.last()));
        if (!s.thinking().isEmpty()) {
            body.put("thinkingLevel", s.thinking());
        }
        if (!s.look().equals(Session.Look.NONE)) {
            body.set("look", Json.tree(s.look()));
        }
        if (s.source().isCopied()) {
            body.putObject("forkSource").put("sessionKey", s.source().sessionKey()).put("sessionId", s.source().sessionId())
                    .put("entryId", s.source().entryId());
        }
        if (s.source().isSpawned()) {
            body.put("spawnedBy", s.source().spawnedBy()).put("spawnDepth", s.source().depth());
            if (!s.source().directory().isEmpty()) {
                body.put("spawnedCwd", s.source().directory());
            }
        }
        if (!s.address().isEmpty()) {
            body.put("address", s.address());
        }
        if (!s.settings().equals(Settings.NONE)) {
            body.set("settings", Json.tree(s.settings().words()));
        }
        return body;
    }

    private static ObjectNode write(Session.Last last) {
        return Json.object()
                .put("runId", last.runId()).put("state", last.state()).put("model", last.model())
                .put("before", last.before()).put("startedAt", last.startedAt()).put("endedAt", last.endedAt()).put("contextTokens", last.contextTokens())
                .put("title", last.title()).put("preview", last.preview());
    }

    static Session read(SessionKey key, JsonNode n) {
        JsonNode last = n.path("last");
        return new Session(
                key, text(n, "sessionId"), text(n, "sessionFile"), text(n, "label"), text(n, "modelOverride"), text(n, "thinkingLevel"),
                number(n, "createdAt"), number(n, "updatedAt"), number(n, "sessionStartedAt"), text(n, "lifecycleRevision"),
                text(n, "leaf"), number(n, "entries"),
                new Session.Last(text(last, "runId"), text(last, "state"), text(last, "model"), number(last, "before"), number(last, "startedAt"),
                        number(last, "endedAt"), number(last, "contextTokens"), text(last, "title"), text(last, "preview")),
                new Session.Spent(number(n, "inputTokens"), number(n, "outputTokens"), number(n, "costMicros")),
                look(n.path("look")), source(n.path("forkSource"), n), text(n, "address"), settings(n.path("settings")),
                n.has("lastInteractionAt") ? number(n, "lastInteractionAt") : number(n, "updatedAt"));
    }

    private static Session.Look look(JsonNode n) {
        return new Session.Look(text(n, "icon"), text(n, "color"), text(n, "category"), text(n, "verbose"), number(n, "pinnedAt"),
                number(n, "archivedAt"), number(n, "readAt"), number(n, "markedUnreadAt"));
    }

    private static Session.Source source(JsonNode fork, JsonNode n) {
        return new Session.Source(text(fork, "sessionKey"), text(fork, "sessionId"), text(fork, "entryId"), text(n, "spawnedBy"),
                (int) number(n, "spawnDepth"), text(n, "spawnedCwd"));
    }

    private static Settings settings(JsonNode n) {
        Settings read = Settings.NONE;
        if (n.isMissingNode()) {
            return read;
        }
        for (Setting setting : Setting.values()) {
            read = read.with(setting, text(n, setting.word()));
        }
        return read;
    }

    private static String text(JsonNode n, String name) {
        return n.path(name).asText("");
    }

    private static long number(JsonNode n, String name) {
        return n.path(name).asLong(0);
    }
}
