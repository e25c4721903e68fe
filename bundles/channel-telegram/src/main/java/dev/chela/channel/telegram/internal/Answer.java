package dev.chela.channel.telegram.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;

/** What the Bot API said. */
sealed interface Answer {
    record Ok(JsonNode result) implements Answer {}

    /**
     * @param code HTTP's, or 0 when nothing answered
     * @param retryAfter zero when it did not say
     * @param movedTo the id that the chat has now; empty when it has not moved
     */
    record Refused(int code, String description, Duration retryAfter, String movedTo) implements Answer {
        boolean says(String words) {
            return description.toLowerCase(Locale.ROOT).contains(words);
        }

        /** A revoked token is 401, one that never was 404, whatever was asked. */
        boolean badToken() {
            return code == 401 || code == 404 && description.equals("Not Found");
        }

        boolean conflict() {
            return code == 409;
        }

        @Override
        public String toString() {
            return code == 0 ? description : code + " " + description;
        }
    }
}
