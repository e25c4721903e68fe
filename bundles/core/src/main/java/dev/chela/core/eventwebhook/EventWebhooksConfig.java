package dev.chela.core.eventwebhook;

import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import dev.chela.core.event.EventType;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code webhooks}.
 *
 * @param endpoints by name
 * @param retention how long an event is kept after its end, for {@code replay}
 * @param maxPending how many events may wait for an endpoint; what happens beyond that is lost to it, counted, and a gap in the sequence
 */
public record EventWebhooksConfig(
        @Nullable Map<String, Endpoint> endpoints, @Nullable Duration retention, @Range(min = 1, max = 1_000_000) @Nullable Integer maxPending) {
    public EventWebhooksConfig {
        endpoints = endpoints == null ? Map.of() : endpoints;
        retention = retention == null ? Duration.ofDays(3) : retention;
        maxPending = maxPending == null ? 10_000 : maxPending;
    }

    /**
     * A system that is told.
     *
     * @param secret signs what is POSTed: {@code whsec_} and the key in Base64, or any text of at least 16 characters
     * @param previousSecret signs as well, while the other side changes to the new one
     * @param events names ({@code tool.result}), groups ({@code tool}, {@code tool.*}) or {@code *}
     * @param agents whose sessions; empty for all, and then for what belongs to no session as well
     * @param sessions which sessions, {@code *} for any letters; empty as for {@code agents}
     * @param headers sent along; their values are taken for secrets
     * @param timeoutMs for the connection and for the answer, of one attempt
     * @param enabled whether anything is taken down for it and POSTed to it
     * @param allowPrivate whether its address may be one of this machine or of a private network
     * @param maxAttempts after so many an event is a dead letter, and holds its session's stream
     * @param concurrency how many sessions are POSTed of at once
     */
    public record Endpoint(
            @Nullable String url, @Nullable Secret secret, @Nullable Secret previousSecret, @Nullable List<String> events,
            @Nullable List<String> agents, @Nullable List<String> sessions, @Nullable Map<String, Secret> headers,
            @Range(min = 100, max = 120_000) @Nullable Integer timeoutMs, @Nullable Boolean enabled, @Nullable Boolean allowPrivate,
            @Range(min = 1, max = 100) @Nullable Integer maxAttempts, @Range(min = 1, max = 64) @Nullable Integer concurrency) {
        private static final int SHORTEST_SECRET = 16;
        /** Of a secret whose rest is a key in Base64. */
        public static final String PREFIX = "whsec_";

        public Endpoint {
            checkAddress(url);
            checkSecret("secret", secret);
            if (previousSecret != null) {
                checkSecret("previousSecret", previousSecret);
            }
            events = events == null || events.isEmpty() ? List.of("*") : events;
            events.forEach(Endpoint::checkPattern);
            agents = agents == null ? List.of() : agents;
            sessions = sessions == null ? List.of() : sessions;
            headers = headers == null ? Map.of() : headers;
            timeoutMs = timeoutMs == null ? 10_000 : timeoutMs;
            enabled = enabled == null || enabled;
            allowPrivate = allowPrivate != null && allowPrivate;
            maxAttempts = maxAttempts == null ? 20 : maxAttempts;
            concurrency = concurrency == null ? 4 : concurrency;
        }

        private static void checkAddress(@Nullable String url) {
            URI address = URI.create(url == null ? "" : url);
            boolean http = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            if (!http || address.getHost() == null || address.getUserInfo() != null) {
                throw new IllegalArgumentException("url must be an address of the form https://host/path, without a user in it");
            }
        }

        private static void checkSecret(String key, @Nullable Secret secret) {
            if (secret == null || secret.reveal().length() < SHORTEST_SECRET) {
                throw new IllegalArgumentException(key + " must have at least " + SHORTEST_SECRET
                        + " characters, since whoever knows it can forge events; `openssl rand -base64 32` makes a good one, written whsec_…");
            }
            checkKey(key, secret.reveal());
        }

        private static void checkKey(String key, String secret) {
            try {
                Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "");
            } catch (IllegalArgumentException broken) {
                throw new IllegalArgumentException(key + ": what follows " + PREFIX + " must be a key in Base64, as `openssl rand -base64 32` writes it");
            }
        }

        private static void checkPattern(String pattern) {
            if (Stream.of(EventType.values()).noneMatch(type -> type.matches(pattern))) {
                throw new IllegalArgumentException("events: there is no event '" + pattern + "'; the groups are "
                        + String.join(", ", Stream.of(EventType.values()).map(EventType::group).distinct().toList()));
            }
        }
    }
}
