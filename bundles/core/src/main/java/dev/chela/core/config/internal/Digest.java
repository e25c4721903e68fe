package dev.chela.core.config.internal;

import dev.chela.api.fault.Defect;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A mark by which clients tell one text from another. Keyed for each start, or short secrets could be guessed from it. */
final class Digest {
    private final SecretKeySpec key;

    Digest() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, "HmacSHA256");
    }

    String of(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return "hmac-sha256:v1:" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new Defect("every Java platform has HmacSHA256, but this one does not", e);
        }
    }
}
