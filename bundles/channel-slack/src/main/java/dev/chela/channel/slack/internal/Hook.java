package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.http.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/** Takes what Slack brings. It brings it again, three times within minutes, until it is told that it was taken: after it is on disk. */
final class Hook {
    private static final String FORM = "payload=";

    private final Signature signature;
    private final Station station;
    private final Trail trail;

    Hook(Signature signature, Station station, Trail trail) {
        this.signature = signature;
        this.station = station;
        this.trail = trail;
    }

    /** Who cannot sign is not read. */
    Reply take(Map<String, List<String>> headers, byte[] body) {
        if (!signature.good(headers, body)) {
            return status(401);
        }
        try {
            String text = new String(body, StandardCharsets.UTF_8);
            if (text.startsWith(FORM)) {
                return taken("interactive", Json.read(URLDecoder.decode(text.substring(FORM.length()).split("&", 2)[0], StandardCharsets.UTF_8)));
            }
            JsonNode told = Json.read(text);
            return switch (told.path("type").asText()) {
                case "url_verification" -> new Reply.Full(200, Map.of("Content-Type", "text/plain"), told.path("challenge").asText().getBytes(StandardCharsets.UTF_8));
                case "event_callback" -> taken("events_api", told);
                default -> status(told.isObject() ? 200 : 400);
            };
        } catch (Permanent | IllegalArgumentException malformed) {
            return status(400);
        }
    }

    private Reply taken(String type, JsonNode payload) {
        trail.turn();
        try {
            return status(station.take(type, payload) ? 200 : 503);
        } catch (Transient | RejectedExecutionException later) {
            return status(503);
        }
    }

    private static Reply status(int code) {
        return new Reply.Full(code, Map.of(), new byte[0]);
    }
}
