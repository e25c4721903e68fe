package dev.chela.channel.slack.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** By which Slack proves that a request is its own, and of now (docs.slack.dev, "Verifying requests from Slack"). */
final class Signature {
    private static final String MAC = "HmacSHA256";
    private static final long SKEW = Duration.ofMinutes(5).toSeconds();

    private final SecretKeySpec key;
    private final InstantSource clock;

    Signature(String secret, InstantSource clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC);
        this.clock = clock;
    }

    /** @param headers with names in lower case @param body as it came, byte by byte */
    boolean good(Map<String, List<String>> headers, byte[] body) {
        List<String> said = headers.getOrDefault("x-slack-signature", List.of());
        List<String> at = headers.getOrDefault("x-slack-request-timestamp", List.of());
        if (said.size() != 1 || at.size() != 1 || !at.get(0).matches("[0-9]{1,12}")) {
            return false;
        }
        boolean now = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(at.get(0))) <= SKEW;
        byte[] expected = ("v0=" + HexFormat.of().formatHex(made(at.get(0), body))).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, said.get(0).getBytes(StandardCharsets.UTF_8)) && now;
    }

    private byte[] made(String at, byte[] body) {
        byte[] before = ("v0:" + at + ":").getBytes(StandardCharsets.US_ASCII);
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(ByteBuffer.allocate(before.length + body.length).put(before).put(body).array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + MAC, impossible);
        }
    }
}
