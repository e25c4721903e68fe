package dev.chela.api.channel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Run and part: stable across retries, restarts and versions of the plugin. */
public record DeliveryKey(String value) {
    /**
     * A name for platforms that take only short or plain ones.
     *
     * @return 32 bytes, the same for the same delivery
     */
    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
