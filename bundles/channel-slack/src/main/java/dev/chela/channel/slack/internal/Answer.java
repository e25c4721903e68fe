package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;

/** What the Web API said. */
sealed interface Answer {
    /** @param scopes what the token may; empty where Slack does not tell */
    record Ok(JsonNode body, Set<String> scopes) implements Answer {}

    /**
     * @param status HTTP's, or 0 when nothing answered
     * @param error Slack's word for it; empty where it said none
     * @param needed the scope that is missing; empty where none is
     * @param retryAfter zero when it did not say
     */
    record Refused(int status, String error, String needed, Duration retryAfter) implements Answer {
        private static final Set<String> TOKEN = Set.of("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "no_permission",
                "not_allowed_token_type", "org_login_required", "team_access_not_granted");
        private static final Set<String> TROUBLE = Set.of("fatal_error", "internal_error", "service_unavailable", "request_timeout", "team_added_to_org");

        boolean badToken() {
            return TOKEN.contains(error);
        }

        boolean tooMany() {
            return status == 429 || error.equals("ratelimited") || error.equals("rate_limited");
        }

        /** Whether it may be different later without anybody doing anything. */
        boolean passing() {
            return status == 0 || tooMany() || status >= 500 || TROUBLE.contains(error);
        }

        @Override
        public String toString() {
            return error + (needed.isEmpty() ? "" : " (the scope " + needed + ")");
        }
    }
}
