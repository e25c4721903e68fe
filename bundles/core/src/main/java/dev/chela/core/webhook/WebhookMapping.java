package dev.chela.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.core.webhook.internal.Signatures;
import dev.chela.core.webhook.internal.Template;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What calls of a path mean, as the section {@code hooks} says it. Fields that are called templates may hold places such as
 * {@code {{payload.user.name}}}; what is missing there is empty.
 *
 * @param name how the calls are called in the conversation; a template
 * @param sessionKey of the conversation; a template, which then begins with {@code hook:}
 * @param messageTemplate what the agent is told
 * @param textTemplate what is told by an action {@code wake}
 * @param deliver whether the answer goes to a channel; unless it is false, to wherever the owner's main conversation last went
 * @param allowUnsafeExternalContent whether the model is told what came in as if the owner had written it
 * @param idempotencyKey a template: what has the same is the same call
 * @param signature which replaces the token
 * @param secret of the signature
 * @param toleranceSeconds how old a signature with a time may be
 * @param transform never set: refused with a word on what to use
 * @param forEach likewise
 */
public record WebhookMapping(
        @Nullable String id, @Nullable Match match, @Nullable Action action, @Nullable WakeMode wakeMode, @Nullable String name,
        @Nullable String agentId, @Nullable String sessionKey, @Nullable String messageTemplate, @Nullable String textTemplate,
        @Nullable Boolean deliver, @Nullable String channel, @Nullable String to, @Nullable String accountId, @Nullable String model,
        @Nullable String thinking, @Range(min = 0, max = 86_400) @Nullable Integer timeoutSeconds,
        @Nullable Boolean allowUnsafeExternalContent, @Nullable String idempotencyKey, @Nullable Signature signature, @Nullable Secret secret,
        @Range(min = 1, max = 3600) @Nullable Integer toleranceSeconds, @Nullable JsonNode transform, @Nullable JsonNode forEach) {
    private static final int USUAL_TOLERANCE = 300;

    public enum Action { AGENT, WAKE }

    public enum WakeMode { NOW, NEXT_HEARTBEAT }

    /** What a sender signs its calls with. */
    public enum Signature {
        /** {@code X-Hub-Signature-256}. */
        GITHUB,
        /** {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}: Standard Webhooks. */
        STANDARD
    }

    /**
     * @param path below that of the hooks; any where it is left out
     * @param source what the payload says as {@code source}; anything where it is left out
     * @param events of GitHub: {@code push}, {@code issues}, {@code pull_request.opened}; all where it is left out
     */
    public record Match(@Nullable String path, @Nullable String source, @Nullable List<String> events) {
        public Match {
            path = trimmed(path == null ? "" : path);
            source = source == null ? "" : source;
            events = events == null ? List.of() : List.copyOf(events);
        }
    }

    public WebhookMapping {
        match = match == null ? new Match(null, null, null) : match;
        if (transform != null) {
            throw new Permanent("transform is not built, since no JavaScript runs here: say with messageTemplate what the agent is told, or"
                    + " let the sender's side shape what it sends");
        }
        if (forEach != null) {
            throw new Permanent("forEach is not built: tell the agent all of them at once, for instance with {{payload.items[*].title}}");
        }
        if (wakeMode == WakeMode.NEXT_HEARTBEAT && action != Action.WAKE) {
            throw new Permanent("wakeMode \"next-heartbeat\" is for the action wake: an agent's turn begins at once");
        }
        if (signature != null && (secret == null || secret.reveal().isBlank())) {
            throw new Permanent("signature needs secret: without it anybody could sign");
        }
        if (secret != null && !Signatures.isKey(secret)) {
            throw new Permanent("secret begins with whsec_ and is not followed by base64; copy it once more");
        }
        boolean named = sessionKey != null && sessionKey.contains("{{");
        if (named && !sessionKey.startsWith("hook:")) {
            throw new Permanent("sessionKey holds a place that the sender fills in, so it must begin with hook:");
        }
        Stream.of(name, sessionKey, messageTemplate, textTemplate, idempotencyKey).filter(Objects::nonNull).forEach(Template::check);
    }

    static String trimmed(String path) {
        return path.strip().replaceAll("^/+|/+$", "");
    }

    public boolean isSealed() {
        return signature != null;
    }

    boolean sealedLike(WebhookMapping other) {
        return signature == other.signature && (signature == null || Objects.equals(secret, other.secret));
    }

    public long tolerance() {
        return toleranceSeconds == null ? USUAL_TOLERANCE : toleranceSeconds;
    }

    public boolean wakes() {
        return action == Action.WAKE;
    }

    public boolean isTrusted() {
        return Boolean.TRUE.equals(allowUnsafeExternalContent);
    }

    /** How it is called where nobody gave it a name. */
    public String title() {
        return id != null && !id.isBlank() ? id.strip() : match.path().isEmpty() ? "webhook" : match.path();
    }
}
