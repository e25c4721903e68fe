package dev.chela.core.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls of other systems. Safe on any thread. */
public interface Webhooks {
    /** Whether a call may be listened to. Looks at nothing but its headers, its path and the bytes of its body. */
    Admission judge(WebhooksConfig config, Call call);

    /**
     * Does what a call asks for that was {@link Admission#ADMITTED}. When this returns an answer below 300, what was asked for is on disk;
     * the same call again, by its idempotency key, is answered as the first was and does nothing.
     */
    Answer receive(WebhooksConfig config, Call call);

    /** What a call showed. */
    enum Admission {
        ADMITTED,
        /** No token and no signature. */
        NOTHING_SHOWN,
        /** A wrong token or a wrong signature: somebody may be guessing. */
        WRONG,
        /** Signed rightly, and too long ago or in the future: a clock is wrong, or somebody sends again what he has seen. */
        STALE
    }

    /**
     * @param path below the path of the hooks, without slashes at its ends: {@code wake}, {@code github}
     * @param headers by their names in lower case
     */
    record Call(String path, Map<String, List<String>> headers, Map<String, String> query, byte[] body) {
        /** The first of that name; empty when there is none. */
        public String header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            return values.isEmpty() ? "" : values.get(0).strip();
        }
    }

    /**
     * @param status of HTTP
     * @param body of an answer without one: empty
     * @param retryAfter zero for none
     */
    record Answer(int status, ObjectNode body, Duration retryAfter) {}
}
