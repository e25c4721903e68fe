package dev.chela.channel.email.internal;

import dev.chela.api.channel.DeliveryKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What letters of ours are called: by their delivery, so that one that is sent again has the same name. */
final class MessageId {
    private static final String OURS = "<chela.";
    private static final int BYTES = 20;

    private MessageId() {}

    static String of(DeliveryKey key, Settings settings) {
        return OURS + hash(settings.address() + "\n" + key.value()) + "@" + settings.domain() + ">";
    }

    static boolean ours(String id, String domain) {
        return id.startsWith(OURS) && id.endsWith("@" + domain + ">");
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
