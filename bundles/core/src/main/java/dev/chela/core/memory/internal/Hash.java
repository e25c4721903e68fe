package dev.chela.core.memory.internal;

import dev.chela.api.fault.Defect;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells texts apart. */
final class Hash {
    private static final int BYTES = 16;

    private Hash() {}

    static String of(String text) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(whole, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new Defect("every Java platform has SHA-256, but this one does not", e);
        }
    }
}
