package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What the REST API said. */
sealed interface Answer {
    /** @param body missing where there is none */
    record Ok(JsonNode body) implements Answer {}

    /**
     * @param status HTTP's, or 0 when nothing answered
     * @param code Discord's own, or 0
     * @param retryAfter zero when it did not say
     */
    record Refused(int status, int code, String message, Duration retryAfter) implements Answer {
        boolean badToken() {
            return status == 401;
        }

        /** Whether it may be different later without anybody doing anything. */
        boolean passing() {
            return status == 0 || status == 429 || status >= 500;
        }

        @Override
        public String toString() {
            return status == 0 ? message : status + " " + message + (code == 0 ? "" : " (" + code + ")");
        }
    }
}
