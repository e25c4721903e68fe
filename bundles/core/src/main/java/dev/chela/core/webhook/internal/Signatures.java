package dev.chela.core.webhook.internal;

import dev.chela.api.config.Secret;
import dev.chela.core.hash.Sha256;
import dev.chela.core.webhook.WebhookMapping;
import dev.chela.core.webhook.Webhooks.Admission;
import dev.chela.core.webhook.Webhooks.Call;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who sent a call, by what is signed of it: GitHub's {@code X-Hub-Signature-256} (docs.github.com, "Validating webhook deliveries") and
 * Standard Webhooks (standardwebhooks.com, symmetric signatures {@code v1}). Compares without telling by the time taken how much was
 * right. Pure.
 */
public final class Signatures {
    private static final String GITHUB = "sha256=";
    private static final String STANDARD_SECRET = "whsec_";

    private Signatures() {}

    /** Whether it can be a key: what looks like one of Standard Webhooks has to be one. */
    public static boolean isKey(Secret secret) {
        try {
            return key(secret).length > 0 || !secret.reveal().startsWith(STANDARD_SECRET);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    static Admission judge(WebhookMapping mapping, Call call, Instant now) {
        Secret secret = java.util.Objects.requireNonNull(mapping.secret());
        return mapping.signature() == WebhookMapping.Signature.GITHUB ? github(secret, call) : standard(secret, mapping.tolerance(), call, now);
    }

    static Admission github(Secret secret, Call call) {
        String shown = call.header("x-hub-signature-256");
        if (shown.isEmpty()) {
            return Admission.NOTHING_SHOWN;
        }
        String right = GITHUB + HexFormat.of().formatHex(mac(secret.reveal().getBytes(StandardCharsets.UTF_8), call.body()));
        return same(shown, right) ? Admission.ADMITTED : Admission.WRONG;
    }

    static Admission standard(Secret secret, long tolerance, Call call, Instant now) {
        String id = call.header("webhook-id");
        String time = call.header("webhook-timestamp");
        String shown = call.header("webhook-signature");
        if (shown.isEmpty() || id.isEmpty() || time.isEmpty()) {
            return Admission.NOTHING_SHOWN;
        }
        String right = "v1," + Base64.getEncoder().encodeToString(mac(key(secret), signed(id, time, call.body())));
        // Several of them while the sender changes its secret; each is compared, so that the time taken tells nothing of which one fits.
        if (Stream.of(shown.split(" ")).filter(one -> same(one, right)).count() == 0) {
            return Admission.WRONG;
        }
        return time.matches("\\d{1,12}") && Math.abs(now.getEpochSecond() - Long.parseLong(time)) <= tolerance ? Admission.ADMITTED : Admission.STALE;
    }

    private static byte[] signed(String id, String time, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        return signed.toByteArray();
    }

    /** As the standard writes secrets, or any text. */
    private static byte[] key(Secret secret) {
        String text = secret.reveal();
        return text.startsWith(STANDARD_SECRET) ? Base64.getDecoder().decode(text.substring(STANDARD_SECRET.length()))
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256, which takes any key that is not empty", e);
        }
    }

    /** Both are hashed first, so that not even the length of the right one shows. */
    static boolean same(String given, String right) {
        return MessageDigest.isEqual(Sha256.of(given), Sha256.of(right));
    }
}
