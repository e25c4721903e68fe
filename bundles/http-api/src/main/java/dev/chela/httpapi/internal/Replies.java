package dev.chela.httpapi.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.http.Reply;
import dev.chela.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers that nobody keeps. */
public final class Replies {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json", "Cache-Control", "no-store");

    private Replies() {}

    public static Reply.Full json(int status, JsonNode body) {
        return new Reply.Full(status, JSON, Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** Server-sent events. */
    public static Reply events(Reply.Body body) {
        return new Reply.Streamed(200,
                Map.of("Content-Type", "text/event-stream; charset=utf-8", "Cache-Control", "no-store", "X-Accel-Buffering", "no"), body);
    }
}
