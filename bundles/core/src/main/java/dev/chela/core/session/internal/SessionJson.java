package dev.chela.core.session.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import dev.chela.core.session.Session;

/** How a session stands in its row and in the {@code sessions.json} mirror. */
final class SessionJson {
    private SessionJson() {}

    static JsonNode write(Session s) {
        return Json.object()
                .put("sessionId", s.id()).put("sessionFile", s.file()).put("label", s.label()).put("modelOverride", s.model())
                .put("createdAt", s.createdAt()).put("updatedAt", s.updatedAt()).put("sessionStartedAt", s.startedAt())
                .put("lifecycleRevision", s.revision()).put("leaf", s.leaf()).put("entries", s.entries())
                .put("inputTokens", s.spent().input()).put("outputTokens", s.spent().output())
                .put("costMicros", s.spent().cost())
                .set("last", Json.object()
                        .put("runId", s.last().runId()).put("state", s.last().state()).put("model", s.last().model())
                        .put("startedAt", s.last().startedAt()).put("endedAt", s.last().endedAt())
                        .put("contextTokens", s.last().contextTokens()).put("title", s.last().title())
                        .put("preview", s.last().preview()));
    }

    static Session read(String key, JsonNode n) {
        JsonNode last = n.path("last");
        return new Session(
                new SessionKey(key), text(n, "sessionId"), text(n, "sessionFile"), text(n, "label"), text(n, "modelOverride"),
                number(n, "createdAt"), number(n, "updatedAt"), number(n, "sessionStartedAt"), text(n, "lifecycleRevision"),
                text(n, "leaf"), number(n, "entries"),
                new Session.Last(text(last, "runId"), text(last, "state"), text(last, "model"), number(last, "startedAt"),
                        number(last, "endedAt"), number(last, "contextTokens"), text(last, "title"), text(last, "preview")),
                new Session.Spent(number(n, "inputTokens"), number(n, "outputTokens"), number(n, "costMicros")));
    }

    private static String text(JsonNode n, String name) {
        return n.path(name).asText("");
    }

    private static long number(JsonNode n, String name) {
        return n.path(name).asLong(0);
    }
}
