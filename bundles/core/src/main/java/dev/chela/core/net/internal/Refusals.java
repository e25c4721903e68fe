package dev.chela.core.net.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.core.json.Json;
import dev.chela.core.net.HttpRefusal;
import dev.chela.core.net.RetryAfter;
import dev.chela.core.text.Excerpt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what a server said into a fault: may it work later, or never? */
final class Refusals {
    private static final int LONGEST_MESSAGE = 500;
    /** Said with status 429 or inside a stream, yet no waiting helps. */
    private static final Set<String> HOPELESS = Set.of(
            "insufficient_quota", "billing_error", "invalid_request_error", "authentication_error", "permission_error",
            "not_found_error", "request_too_large", "context_length_exceeded", "invalid_api_key", "billing_not_active");

    private Refusals() {}

    static Fault of(URI uri, int status, Map<String, List<String>> headers, byte[] body, Instant now) {
        String text = new String(body, StandardCharsets.UTF_8);
        JsonNode json = text.startsWith("{") ? parse(text) : Json.object();
        String code = code(json);
        String place = Redaction.address(uri) + " answered " + status;
        String said = message(json, text);
        String message = said.isEmpty() ? place : place + ": " + said;
        HttpRefusal cause = new HttpRefusal(status, code, said);
        if (status / 100 == 3) {
            return new Permanent(place + " (moved): put the new address into the configuration", cause);
        }
        return mayPass(status) && !HOPELESS.contains(code)
                ? new Transient(message, RetryAfter.of(headers, now), cause)
                : new Permanent(message, cause);
    }

    /** A failure that was told inside a stream. */
    static Fault inStream(URI uri, String frame) {
        JsonNode json = parse(frame);
        String code = code(json);
        String said = message(json, frame);
        String message = Redaction.address(uri) + " broke off its answer: " + said;
        HttpRefusal cause = new HttpRefusal(0, code, said);
        return HOPELESS.contains(code) ? new Permanent(message, cause) : new Transient(message, Duration.ZERO, cause);
    }

    private static boolean mayPass(int status) {
        return status == 408 || status == 409 || status == 425 || status == 429 || status >= 500 && status != 501;
    }

    private static String code(JsonNode json) {
        JsonNode error = json.path("error");
        String code = error.path("code").asText("");
        String type = error.path("type").asText("");
        return code.isEmpty() || code.chars().allMatch(Character::isDigit) ? type : code;
    }

    private static String message(JsonNode json, String text) {
        for (JsonNode at : List.of(json.at("/error/message"), json.path("error"), json.path("message"), json.path("detail"))) {
            if (at.isTextual()) {
                return shown(at.asText());
            }
        }
        return shown(text.replaceAll("<[^>]*>", " "));
    }

    private static String shown(String text) {
        return Excerpt.line(Redaction.text(text), LONGEST_MESSAGE);
    }

    private static JsonNode parse(String text) {
        try {
            return Json.read(text);
        } catch (Permanent notJson) {
            return Json.object();
        }
    }
}
