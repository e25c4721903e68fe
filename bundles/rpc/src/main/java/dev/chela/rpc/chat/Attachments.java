package dev.chela.rpc.chat;

import dev.chela.api.rpc.RpcFault;
import dev.chela.core.inbox.Media;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What clients attach to a message: images, and text files. */
final class Attachments {
    static final int MAX_BYTES = 5 * 1024 * 1024;
    private static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private Attachments() {}

    /** One attachment as sent; what is not named here is of no consequence to Chela and may be there. */
    record Sent(String mimeType, String name, String content) {
        static Sent of(Map<String, Object> raw) {
            return new Sent(text(raw, "mimeType"), raw.containsKey("fileName") ? text(raw, "fileName") : "file",
                    text(raw, "content"));
        }

        private static String text(Map<String, Object> raw, String name) {
            return raw.get(name) instanceof String text ? text : "";
        }
    }

    static List<Media> read(List<Map<String, Object>> raw) {
        List<Media> media = new ArrayList<>();
        for (Map<String, Object> one : raw) {
            media.add(read(Sent.of(one)));
        }
        return List.copyOf(media);
    }

    private static Media read(Sent sent) {
        String data = sent.content().startsWith("data:") ? sent.content().substring(sent.content().indexOf(',') + 1)
                : sent.content();
        byte[] bytes = decode(sent, data);
        if (bytes.length > MAX_BYTES) {
            throw RpcFault.invalid("attachment '" + sent.name() + "' has " + bytes.length + " bytes; the limit is " + MAX_BYTES);
        }
        boolean text = sent.mimeType().startsWith("text/") || sent.mimeType().equals("application/json");
        if (!IMAGES.contains(sent.mimeType()) && !text) {
            throw RpcFault.invalid("attachment '" + sent.name() + "' is of type '" + sent.mimeType()
                    + "'; PNG, JPEG, GIF, WebP images and text files can be attached");
        }
        return new Media(sent.mimeType(), sent.name(), data);
    }

    private static byte[] decode(Sent sent, String data) {
        try {
            return Base64.getDecoder().decode(data);
        } catch (IllegalArgumentException notBase64) {
            throw RpcFault.invalid("attachment '" + sent.name() + "' is not valid base64");
        }
    }
}
