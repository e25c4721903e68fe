package dev.chela.channel.email.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.ChannelHost;
import dev.chela.api.config.KnownSecrets;
import dev.chela.api.config.Secret;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a refresh token is given for access tokens (RFC 6749, section 6). Where it gives another refresh token as well, that one is kept. */
final class TokenEndpoint {
    private static final Duration WITHIN = Duration.ofSeconds(15);
    private static final long LARGEST = 256 * 1024;
    private static final String KEPT = "refresh-token";
    private static final Duration USUAL_LIFE = Duration.ofMinutes(10);
    private static final Duration EARLY = Duration.ofMinutes(5);

    /** @param renewAt before it expires */
    record Grant(String accessToken, Instant renewAt) {}

    /**
     * What the provider knows the assistant by.
     *
     * @param secret empty where it has none
     * @param scope empty for what was allowed
     */
    record Client(URI endpoint, String id, String secret, String refreshToken, String scope) {
        @Override
        public String toString() {
            return "the client " + id + " at " + endpoint;
        }
    }

    private final Client client;
    private final ChannelHost host;
    private final KnownSecrets known;
    private String refreshToken;

    TokenEndpoint(Client client, ChannelHost host, KnownSecrets known) {
        this.client = client;
        this.host = host;
        this.known = known;
        String prefix = mark(client.refreshToken()) + " ";
        refreshToken = host.state().get(KEPT).filter(kept -> kept.startsWith(prefix)).map(kept -> kept.substring(prefix.length())).orElse(client.refreshToken());
        known.keep(new Secret(refreshToken));
    }

    /** Which of the configured ones it came from: when that is another one, what was kept is no good. */
    private static String mark(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    List<String> secrets() {
        return Stream.of(client.secret(), client.refreshToken(), refreshToken).filter(secret -> !secret.isEmpty()).distinct().toList();
    }

    /**
     * @throws IOException when it gives none now
     * @throws Refused when it will give none
     */
    Grant fetch(Instant now) throws IOException, Refused {
        Http.Answer answer = ask();
        JsonNode told = Json.read(answer.body());
        String token = told.path("access_token").asText("");
        if (answer.status() / 100 == 2 && token.matches("[\\x21-\\x7e]+")) {
            known.keep(new Secret(token));
            keep(told.path("refresh_token").asText(""));
            Duration life = Duration.ofSeconds(Math.max(0, told.path("expires_in").asLong(USUAL_LIFE.toSeconds())));
            Duration early = life.dividedBy(2).compareTo(EARLY) < 0 ? life.dividedBy(2) : EARLY;
            return new Grant(token, now.plus(life).minus(early));
        }
        String error = told.path("error").asText("");
        String said = Said.line(hide("HTTP status " + answer.status() + " " + error + " " + told.path("error_description").asText("")));
        if (answer.status() / 100 != 4 || answer.status() == 429 || error.isEmpty() || error.equals("temporarily_unavailable")) {
            throw new IOException(client.endpoint().getHost() + " gives no access token now: " + said);
        }
        throw new Refused(client.endpoint().getHost() + " gives no access token for " + client.id() + ": " + said, error.equals("invalid_grant")
                ? "Allow the assistant into the mailbox anew at your provider, and put the new refresh token where channels.email.refreshToken points to."
                : "Check channels.email.tokenEndpoint, clientId, clientSecret and scope.");
    }

    private Http.Answer ask() throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        form.put("client_id", client.id());
        form.put("client_secret", client.secret());
        form.put("scope", client.scope());
        byte[] body = form.entrySet().stream().filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&")).getBytes(StandardCharsets.US_ASCII);
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/x-www-form-urlencoded"), "Accept", List.of("application/json"));
        try {
            return host.http().send(new Http.Call("POST", client.endpoint(), headers, body, WITHIN), LARGEST);
        } catch (Transient | Permanent away) {
            throw new IOException(client.endpoint().getHost() + " cannot be asked for an access token: " + hide(String.valueOf(away.getMessage())), away);
        }
    }

    private void keep(String next) {
        if (!next.isEmpty() && !next.equals(refreshToken)) {
            known.keep(new Secret(next));
            refreshToken = next;
            host.state().put(KEPT, mark(client.refreshToken()) + " " + next);
        }
    }

    private String hide(String said) {
        String hidden = said;
        for (String secret : secrets()) {
            hidden = Said.without(hidden, secret);
        }
        return hidden;
    }
}
