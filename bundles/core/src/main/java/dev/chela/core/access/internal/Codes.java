package dev.chela.core.access.internal;

import dev.chela.core.hash.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/** Tokens of 256 random bits; of so many, one plain hash tells nothing. */
final class Codes {
    private static final int BYTES = 32;

    private Codes() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String hash(String token) {
        return Sha256.hex(token);
    }
}
