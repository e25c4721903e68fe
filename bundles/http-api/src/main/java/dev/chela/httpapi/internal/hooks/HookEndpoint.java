package dev.chela.httpapi.internal.hooks;

import dev.chela.api.http.GatewaySecret;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.core.text.Excerpt;
import dev.chela.core.webhook.WebhooksConfig;
import dev.chela.core.webhook.Webhooks;
import dev.chela.core.webhook.Webhooks.Admission;
import dev.chela.core.webhook.Webhooks.Answer;
import dev.chela.core.webhook.Webhooks.Call;
import dev.chela.httpapi.internal.Replies;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /hooks/…}. Who may call is decided before anything of the body is looked at; what was refused is logged without its content. */
final class HookEndpoint implements HttpEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(HookEndpoint.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> PLAIN = Map.of("Content-Type", "text/plain; charset=utf-8", "Cache-Control", "no-store");

    private final String path;
    private final int maxBody;
    private final Supplier<WebhooksConfig> config;
    private final Webhooks webhooks;
    private final FailedAttempts attempts;
    private final GatewaySecret gateway;

    /** @param config in force, as long as its path and its largest body are those that it had first */
    HookEndpoint(Supplier<WebhooksConfig> config, Webhooks webhooks, FailedAttempts attempts, GatewaySecret gateway) {
        this.path = config.get().path();
        this.maxBody = config.get().maxBodyBytes();
        this.config = config;
        this.webhooks = webhooks;
        this.attempts = attempts;
        this.gateway = gateway;
    }

    @Override
    public Route route() {
        return new Route(Set.of("POST"), path + "/*", Access.PUBLIC, maxBody, LIMIT);
    }

    @Override
    public Reply handle(Request request) {
        WebhooksConfig now = config.get();
        return now.isOn() ? handle(now, request) : plain(404, "Not Found");
    }

    private Reply handle(WebhooksConfig now, Request request) {
        Duration wait = attempts.wait(request.client());
        if (!wait.isZero()) {
            return retry(plain(429, "Too many failed attempts"), wait);
        }
        Map<String, String> query = query(Optional.ofNullable(request.uri().getRawQuery()).orElse(""));
        if (query.containsKey("token")) {
            // Addresses end up in the logs of every proxy on the way.
            return plain(400, "A token in the address is not accepted: send it as the header Authorization: Bearer TOKEN, or X-Chela-Token");
        }
        Call call = new Call(below(request.uri().getPath()), request.headers(), query, request.body());
        if (gateway.is(now.token())) {
            // Refused when it is configured; but the gateway may have taken it for its own since.
            LOG.error("hooks.token is the gateway's own secret, so that no hook is served: choose another");
            return plain(503, "The hooks are not served");
        }
        Admission admission = webhooks.judge(now, call);
        return admission == Admission.ADMITTED ? told(call, webhooks.receive(now, call)) : refused(admission, call, request.client());
    }

    private String below(String whole) {
        return whole.substring(Math.min(whole.length(), path.length())).replaceAll("^/+|/+$", "");
    }

    private Reply refused(Admission admission, Call call, String client) {
        if (admission == Admission.WRONG) {
            attempts.failed(client);
        }
        if (attempts.isNews(client)) {
            LOG.info("a call of the hook '{}' from {} was refused: {}; further ones of the next minute are not told", printable(call.path()), client,
                    why(admission));
        }
        return plain(401, "Unauthorized");
    }

    private static String why(Admission admission) {
        return switch (admission) {
            case NOTHING_SHOWN -> "it showed neither a token nor a signature";
            case STALE -> "its signature is right and too old, or of the future; compare the clocks";
            default -> "its token or its signature is wrong";
        };
    }

    private static String printable(String text) {
        return Excerpt.of(text.replaceAll("[^\\p{L}\\p{N}/._-]", "?"), 80);
    }

    private static Reply told(Call call, Answer answer) {
        if (answer.status() >= 400) {
            LOG.info("a call of the hook '{}' was answered {}: {}", printable(call.path()), answer.status(), answer.body().path("error").asText());
        }
        Reply.Full reply = answer.status() == 204 ? new Reply.Full(204, Map.of(), new byte[0]) : Replies.json(answer.status(), answer.body());
        return answer.retryAfter().isZero() ? reply : retry(reply, answer.retryAfter());
    }

    private static Reply.Full plain(int status, String text) {
        return new Reply.Full(status, PLAIN, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply retry(Reply.Full reply, Duration after) {
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        headers.put("Retry-After", Long.toString(Math.max(1, (after.toMillis() + 999) / 1000)));
        return new Reply.Full(reply.status(), headers, reply.body());
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String field : raw.split("&")) {
            int sign = field.indexOf('=');
            if (!field.isEmpty()) {
                query.putIfAbsent(decoded(sign < 0 ? field : field.substring(0, sign)), sign < 0 ? "" : decoded(field.substring(sign + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
