package dev.chela.gateway.internal.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random codes, their hashes, and comparing without telling by the time taken how much was right. */
final class Hashes {
    private static final int CODE_BYTES = 32;

    private Hashes() {}

    static String randomCode() {
        byte[] bytes = new byte[CODE_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Both are hashed first, so that not even the length of the secret shows. */
    static boolean same(String given, String secret) {
        return MessageDigest.isEqual(
                sha256(given.getBytes(StandardCharsets.UTF_8)), sha256(secret.getBytes(StandardCharsets.UTF_8)));
    }
}
