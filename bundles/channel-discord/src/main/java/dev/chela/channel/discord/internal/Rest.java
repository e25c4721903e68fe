package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import dev.chela.api.net.Http.Part;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The REST API, version 10. */
final class Rest {
    static final Duration SHORT = Duration.ofSeconds(15);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]{20,200}");
    private static final String AGENT = "DiscordBot (chela, 0.1)";
    private static final long LONGEST_ANSWER = 8L * 1024 * 1024;
    private static final int BAD_GATEWAY = 502;

    private final Http http;
    private final String root;
    private final String token;
    private final Budget budget;
    private final Runnable proven;

    /** @param proven told whenever Discord itself answered */
    Rest(Http http, String root, String token, Budget budget, Runnable proven) {
        this.http = http;
        this.root = root;
        this.token = token;
        this.budget = budget;
        this.proven = proven;
    }

    /** @throws Denied for what cannot be a bot's token */
    static String checked(String token) {
        String bare = token.strip().replaceFirst("^Bot ", "");
        if (!TOKEN.matcher(bare).matches()) {
            throw new Denied("channels.discord.token does not look like a bot's token (Developer Portal, your application, Bot, Reset Token)");
        }
        return bare;
    }

    Budget budget() {
        return budget;
    }

    /** Whatever Discord would refuse now is not asked. */
    Answer ask(Call call) {
        Duration wait = budget.take(call);
        if (!wait.isZero()) {
            return new Answer.Refused(429, 0, "there were too many calls before", wait);
        }
        try {
            return call(call, SHORT);
        } catch (Transient | Permanent nothing) {
            return new Answer.Refused(0, 0, String.valueOf(nothing.getMessage()), Duration.ZERO);
        }
    }

    /**
     * Without asking the budget, which learns from the answer all the same.
     *
     * @throws Transient when there was no answer; with a {@link dev.chela.api.net.NotSent} when nothing was asked
     */
    Answer call(Call call, Duration timeout) {
        byte[] body = call.body().map(Json::write).orElse(new byte[0]);
        return said(call, http.send(request(call, body, timeout), LONGEST_ANSWER));
    }

    /** As {@link #call}, with files. @param content reads one */
    Answer upload(Call call, Function<MediaRef, InputStream> content, Duration timeout) {
        List<Part> form = new ArrayList<>();
        form.add(Part.field("payload_json", new String(Json.write(call.body().orElseGet(Json::object)), StandardCharsets.UTF_8)));
        for (MediaRef file : call.files()) {
            form.add(new Part("files[" + (form.size() - 1) + "]", file.name(), file.mimeType(), file.bytes(), () -> content.apply(file)));
        }
        return said(call, http.send(request(call, new byte[0], timeout), form, LONGEST_ANSWER));
    }

    private Http.Call request(Call call, byte[] body, Duration timeout) {
        Map<String, List<String>> headers = body.length == 0 ? Map.of("Authorization", List.of("Bot " + token), "User-Agent", List.of(AGENT))
                : Map.of("Authorization", List.of("Bot " + token), "User-Agent", List.of(AGENT), "Content-Type", List.of("application/json"));
        return new Http.Call(call.method(), URI.create(root + call.path()), headers, body, timeout);
    }

    private Answer said(Call call, Http.Answer answer) {
        budget.learn(call, answer.headers());
        JsonNode body = tree(answer.body());
        if (answer.status() / 100 == 2 && answer.body().length > 0 && !body.isContainerNode()) {
            // Whoever says that all is well in other words than Discord's is somebody else.
            return new Answer.Refused(BAD_GATEWAY, 0, "HTTP status " + answer.status() + " and no answer of Discord's", Duration.ZERO);
        }
        if (answer.status() < 300 || body.has("message")) {
            proven.run();
        }
        if (answer.status() / 100 == 2) {
            return new Answer.Ok(body);
        }
        Duration pause = pause(answer, body);
        if (answer.status() == 429) {
            budget.hold(call, pause, body.path("global").asBoolean() || answer.headers().containsKey("x-ratelimit-global"));
        }
        return new Answer.Refused(answer.status(), body.path("code").asInt(0), body.path("message").asText("HTTP status " + answer.status()), pause);
    }

    /** Seconds, with a fraction in the body; a firewall before Discord says it in the header alone. */
    private static Duration pause(Http.Answer answer, JsonNode body) {
        String header = answer.headers().getOrDefault("retry-after", List.of("")).get(0);
        double seconds = body.path("retry_after").asDouble(header.matches("[0-9]{1,6}") ? Double.parseDouble(header) : 0);
        return Duration.ofMillis((long) Math.ceil(Math.max(seconds, answer.status() == 429 ? 1 : 0) * 1_000));
    }

    /** What stands between us and Discord answers with pages of its own. */
    private static JsonNode tree(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : Json.read(body);
        } catch (Permanent page) {
            return MissingNode.getInstance();
        }
    }

    /** A file at the address that Discord named for it. The caller closes it. */
    Http.Streaming file(String address) {
        try {
            // Its own hosts are public; where the API is somebody else's, the files are there, too.
            return http.outside(Set.of(URI.create(root).getAuthority())).open(new Http.Call("GET", URI.create(address), Map.of(), new byte[0], SHORT));
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("Discord names no address for a file", malformed);
        }
    }
}
