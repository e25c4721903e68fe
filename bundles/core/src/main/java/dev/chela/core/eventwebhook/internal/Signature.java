package dev.chela.core.eventwebhook.internal;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Defect;
import dev.chela.core.eventwebhook.EventWebhooksConfig.Endpoint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The symmetric signature of the Standard Webhooks specification: {@code v1,} and in Base64 the HMAC-SHA-256 of
 * {@code id.timestamp.body}; several, for several secrets, are separated by a space.
 */
final class Signature {
    private Signature() {}

    /** @param timestamp in seconds since 1970 */
    static String of(List<Secret> secrets, String id, long timestamp, String body) {
        byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
        return secrets.stream().map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(key(secret.reveal()), signed)))
                .collect(Collectors.joining(" "));
    }

    /** Without the prefix it is taken as it is written. */
    private static byte[] key(String secret) {
        return secret.startsWith(Endpoint.PREFIX) ? Base64.getDecoder().decode(secret.substring(Endpoint.PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException missing) {
            throw new Defect("every JVM has HMAC-SHA-256", missing);
        }
    }
}
