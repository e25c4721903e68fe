package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import dev.chela.api.net.Http.Part;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Slack's Web API, with one token. */
final class WebApi {
    static final Duration SHORT = Duration.ofSeconds(15);
    private static final long LONGEST_ANSWER = 8L * 1024 * 1024;
    private static final int BAD_GATEWAY = 502;

    private final Http http;
    private final Settings settings;
    private final String token;
    private final Budget budget;
    private final Runnable proven;

    /** @param proven told whenever Slack itself answered */
    WebApi(Http http, Settings settings, String token, Budget budget, Runnable proven) {
        this.http = http;
        this.settings = settings;
        this.token = token;
        this.budget = budget;
        this.proven = proven;
    }

    /** @throws Denied for what cannot be such a token */
    static String checked(String name, String kind, String token) {
        String bare = token.strip();
        if (!bare.matches(kind + "-[A-Za-z0-9-]{10,300}")) {
            throw new Denied("channels.slack." + name + " does not look like one of Slack's, which begins with " + kind + "-");
        }
        return bare;
    }

    Budget budget() {
        return budget;
    }

    /** Whatever Slack would refuse now is not asked. */
    Answer ask(Call call) {
        Duration wait = budget.take(call);
        if (!wait.isZero()) {
            return new Answer.Refused(429, "there were too many calls before", "", wait);
        }
        try {
            return call(call, SHORT);
        } catch (Transient unreachable) {
            return new Answer.Refused(0, String.valueOf(unreachable.getMessage()), "", unreachable.after());
        } catch (Permanent tooMuch) {
            return new Answer.Refused(0, String.valueOf(tooMuch.getMessage()), "", Duration.ZERO);
        }
    }

    /**
     * Without asking the budget, which learns from the answer all the same.
     *
     * @throws Transient when there was no answer; with a {@link dev.chela.api.net.NotSent} when nothing was asked
     */
    Answer call(Call call, Duration timeout) {
        Map<String, List<String>> headers = Map.of("Authorization", List.of("Bearer " + token), "Content-Type", List.of("application/x-www-form-urlencoded"));
        URI method = URI.create(settings.apiRoot() + "/" + call.method());
        return said(call, http.send(new Http.Call("POST", method, headers, call.form(), timeout), LONGEST_ANSWER));
    }

    private Answer said(Call call, Http.Answer answer) {
        JsonNode body = tree(answer.body());
        if (body.has("ok")) {
            proven.run();
        }
        if (body.path("ok").asBoolean()) {
            return new Answer.Ok(body, scopes(answer));
        }
        String error = body.path("error").asText("HTTP status " + answer.status());
        // Whoever says that all is well in other words than Slack's is somebody else.
        int status = answer.status() / 100 == 2 && !body.has("ok") ? BAD_GATEWAY : answer.status();
        Answer.Refused no = new Answer.Refused(status, error, body.path("needed").asText(""), pause(answer));
        if (no.tooMany()) {
            budget.hold(call, no.retryAfter());
        }
        return no;
    }

    private static Set<String> scopes(Http.Answer answer) {
        return Arrays.stream(answer.headers().getOrDefault("x-oauth-scopes", List.of("")).get(0).split(",")).map(String::strip)
                .filter(scope -> !scope.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    private static Duration pause(Http.Answer answer) {
        String header = answer.headers().getOrDefault("retry-after", List.of("")).get(0);
        return Duration.ofSeconds(header.matches("[0-9]{1,6}") ? Long.parseLong(header) : answer.status() == 429 ? 1 : 0);
    }

    /** What stands between us and Slack answers with pages of its own. */
    private static JsonNode tree(byte[] body) {
        try {
            return Json.read(body);
        } catch (Permanent page) {
            return Json.object();
        }
    }

    /** Brings a file to where Slack wants it, which needs no token. @return whether Slack took it */
    boolean bring(String address, Part file, Duration timeout) {
        return outside().send(new Http.Call("POST", named(address), Map.of(), new byte[0], timeout), List.of(file), LONGEST_ANSWER).status() / 100 == 2;
    }

    /**
     * A file at the address that Slack named for it. The caller closes it.
     *
     * @throws Permanent for an address that is not Slack's: the token goes with the question
     */
    Http.Streaming file(String address) {
        URI where = named(address);
        if (!settings.slacks(where)) {
            throw new Permanent("this file does not lie at Slack, but at " + where.getHost());
        }
        return outside().open(new Http.Call("GET", where, Map.of("Authorization", List.of("Bearer " + token)), new byte[0], SHORT));
    }

    /** Slack's own hosts are public; where the API is somebody else's, the files are there, too. */
    private Http outside() {
        return http.outside(Set.of(URI.create(settings.apiRoot()).getAuthority()));
    }

    private URI named(String address) {
        try {
            URI where = URI.create(address);
            if (where.getHost() != null && (settings.open() || "https".equals(where.getScheme()))) {
                return where;
            }
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("Slack names no address for a file", malformed);
        }
        throw new Permanent("Slack names '" + address + "' for a file, where everybody could read it");
    }
}
