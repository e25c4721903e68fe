package dev.chela.core.eventwebhook.internal;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import dev.chela.api.task.Clock;
import dev.chela.core.eventwebhook.EventWebhooksConfig.Endpoint;
import dev.chela.core.net.RetryAfter;
import dev.chela.core.secret.Redactor;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** POSTs one event once, as the Standard Webhooks specification has it. A redirect is a failure: who signs must know for whom. */
final class Sender {
    private static final int MOST_WORDS = 300;

    private final Http http;
    private final Redactor redactor;
    private final Clock clock;

    Sender(Http http, Redactor redactor, Clock clock) {
        this.http = http;
        this.redactor = redactor;
        this.clock = clock;
    }

    Attempt post(Endpoint endpoint, String id, String body) {
        Http.Call call = new Http.Call("POST", URI.create(Objects.requireNonNull(endpoint.url())), headers(endpoint, id, body),
                body.getBytes(StandardCharsets.UTF_8), Duration.ofMillis(Objects.requireNonNull(endpoint.timeoutMs())));
        try (Http.Streaming answer = way(endpoint, call.uri()).open(call)) {
            return judged(answer);
        } catch (Denied guarded) {
            return new Attempt(0, shown(guarded) + "; where it is meant to, say allowPrivate: true with the endpoint", Duration.ZERO);
        } catch (Transient passing) {
            return new Attempt(0, shown(passing), passing.after());
        } catch (Fault fault) {
            return new Attempt(0, shown(fault), Duration.ZERO);
        } catch (IOException broken) {
            return new Attempt(0, shown(broken), Duration.ZERO);
        }
    }

    private Http way(Endpoint endpoint, URI address) {
        return http.outside(Boolean.TRUE.equals(endpoint.allowPrivate()) ? Set.of(address.getHost()) : Set.of());
    }

    private Map<String, List<String>> headers(Endpoint endpoint, String id, String body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        Objects.requireNonNull(endpoint.headers()).forEach((name, value) -> headers.put(name, List.of(value.reveal())));
        long now = clock.now().getEpochSecond();
        List<Secret> secrets = Stream.of(endpoint.secret(), endpoint.previousSecret()).filter(Objects::nonNull).toList();
        headers.put("Content-Type", List.of("application/json"));
        headers.put("User-Agent", List.of("Chela-Webhooks/1"));
        headers.put("webhook-id", List.of(id));
        headers.put("webhook-timestamp", List.of(Long.toString(now)));
        headers.put("webhook-signature", List.of(Signature.of(secrets, id, now, body)));
        return headers;
    }

    private Attempt judged(Http.Streaming answer) {
        if (answer.status() / 100 == 2) {
            return new Attempt(answer.status(), "", Duration.ZERO);
        }
        String words = firstWords(answer);
        String hint = answer.status() / 100 == 3 ? "; redirects are not followed: give the address that it leads to" : "";
        return new Attempt(answer.status(), "it answered " + answer.status() + (words.isEmpty() ? "" : ": " + words) + hint, RetryAfter.of(answer.headers(), clock.now()));
    }

    /** One read alone: somebody who speaks slowly is not listened to. */
    private String firstWords(Http.Streaming answer) {
        byte[] buffer = new byte[MOST_WORDS];
        try {
            int count = Math.max(0, answer.body().read(buffer));
            String text = new String(buffer, 0, count, StandardCharsets.UTF_8);
            return redactor.redact(text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip());
        } catch (IOException silent) {
            // The status alone says enough.
            return "";
        }
    }

    private String shown(Exception fault) {
        return redactor.redact(String.valueOf(fault.getMessage()));
    }
}
