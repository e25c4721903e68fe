package dev.chela.core.webhook;

import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.core.webhook.internal.Presets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the section {@code hooks} says of calls from outside. Off unless switched on.
 *
 * @param token shown by whoever calls what is not signed; never the gateway's own
 * @param path of all hooks; never the root
 * @param maxBodyBytes larger bodies are refused
 * @param defaultSessionKey of the conversation for calls that name none; without it each call has one of its own
 * @param allowRequestSessionKey whether a call may name its conversation
 * @param allowedSessionKeyPrefixes with which such a name has to begin; any where it is left out
 * @param allowedAgentIds that may be named; any where it is left out
 * @param presets ready mappings: {@code github}, {@code json}
 * @param github what the preset of that name is to do otherwise, and its secret
 * @param json likewise
 * @param mappings what other paths mean; the first that fits counts, the presets come last
 */
public record WebhooksConfig(
        @Nullable Boolean enabled, @Nullable Secret token, @Nullable String path,
        @Range(min = 1024, max = 26_214_400) @Nullable Integer maxBodyBytes, @Nullable String defaultSessionKey,
        @Nullable Boolean allowRequestSessionKey, @Nullable List<String> allowedSessionKeyPrefixes, @Nullable List<String> allowedAgentIds,
        @Nullable List<String> presets, @Nullable WebhookMapping github, @Nullable WebhookMapping json, @Nullable List<WebhookMapping> mappings) {
    private static final int USUAL_BODY = 262_144;
    private static final Set<String> NO_TOKENS = Set.of("", "undefined", "null", "changeme", "secret", "token");
    private static final Set<String> OWN_PATHS = Set.of("wake", "agent");

    public static final WebhooksConfig OFF = new WebhooksConfig(null, null, null, null, null, null, null, null, null, null, null, null);

    public WebhooksConfig {
        enabled = enabled != null && enabled;
        token = token == null ? new Secret("") : token;
        path = "/" + WebhookMapping.trimmed(path == null ? "hooks" : path);
        maxBodyBytes = maxBodyBytes == null ? USUAL_BODY : maxBodyBytes;
        defaultSessionKey = defaultSessionKey == null ? "" : defaultSessionKey.strip();
        allowRequestSessionKey = allowRequestSessionKey != null && allowRequestSessionKey;
        allowedSessionKeyPrefixes = allowedSessionKeyPrefixes == null ? List.of() : List.copyOf(allowedSessionKeyPrefixes);
        allowedAgentIds = allowedAgentIds == null ? List.of("*") : List.copyOf(allowedAgentIds);
        presets = presets == null ? List.of() : List.copyOf(presets);
        List<WebhookMapping> own = mappings == null ? List.of() : List.copyOf(mappings);
        mappings = Stream.concat(own.stream(), Presets.of(presets, github, json).stream()).toList();
        if (path.equals("/")) {
            throw new Permanent("hooks.path must not be the root; leave it out for /hooks");
        }
        if (enabled && NO_TOKENS.contains(token.reveal().strip().toLowerCase(java.util.Locale.ROOT))) {
            throw new Permanent("hooks.enabled needs hooks.token, a long random text that is not the gateway's own");
        }
        checkPaths(mappings);
    }

    /** Whoever may call a path may do so in one way, or the weakest would count. */
    private static void checkPaths(List<WebhookMapping> mappings) {
        Map<String, WebhookMapping> known = new HashMap<>();
        for (WebhookMapping mapping : mappings) {
            String path = mapping.match().path();
            if (OWN_PATHS.contains(path)) {
                throw new Permanent("the path '" + path + "' has its own meaning; choose another for the mapping " + mapping.id());
            }
            WebhookMapping first = known.putIfAbsent(path, mapping);
            if (first != null && !first.sealedLike(mapping)) {
                throw new Permanent("two mappings of the path '" + path + "' have another signature or secret; one path has one");
            }
        }
    }

    public boolean isOn() {
        return Boolean.TRUE.equals(enabled);
    }

    /** Whether an agent may be named. */
    public boolean lets(String agent) {
        return allowedAgentIds.contains("*") || allowedAgentIds.contains(agent);
    }

    /** Those that a call to this path may mean, in order: on a path that is signed, only the path's own. */
    public List<WebhookMapping> at(String called) {
        List<WebhookMapping> own = mappings.stream().filter(mapping -> mapping.match().path().equals(called)).toList();
        if (own.stream().anyMatch(WebhookMapping::isSealed)) {
            return own;
        }
        return mappings.stream().filter(mapping -> own.contains(mapping) || mapping.match().path().isEmpty()).toList();
    }
}
