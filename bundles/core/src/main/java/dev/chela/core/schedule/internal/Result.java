package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;

/**
 * How a run ended.
 *
 * @param text what it hands on
 * @param error empty when it went well
 * @param passing whether it may go well the next time
 * @param unknown whether nobody knows what it did: it is never repeated
 * @param facts for the log: model, usage
 */
record Result(String text, String error, String reason, boolean passing, boolean unknown, ObjectNode facts) {
    static Result ok(String text) {
        return new Result(text, "", "", false, false, Json.object());
    }

    static Result failed(String text, String error, String reason, boolean passing) {
        return new Result(text, error, reason, passing, false, Json.object());
    }

    static Result unknown(String why) {
        return new Result("", why, "unknown", false, true, Json.object());
    }

    boolean fine() {
        return error.isEmpty();
    }

    /** Whether it has nothing to hand on. */
    boolean silent() {
        return text.isBlank() || text.strip().equals("NO_REPLY");
    }
}
