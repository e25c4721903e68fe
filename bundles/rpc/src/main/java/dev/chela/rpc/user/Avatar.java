package dev.chela.rpc.user;

import dev.chela.api.rpc.RpcFault;
import dev.chela.core.hash.Sha256;
import dev.chela.core.user.Profiles.Picture;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Reads a picture that a client sends. A browser is told its type later, so it must be what it says it is. */
final class Avatar {
    private static final int LONGEST = 700_000;
    private static final int REVISION_BYTES = 8;
    private static final List<String> TYPES = List.of("image/png", "image/jpeg", "image/webp");

    private Avatar() {}

    static Picture read(String type, String base64) {
        if (!TYPES.contains(type)) {
            throw refused("mime", "must be one of " + String.join(", ", TYPES));
        }
        if (base64.length() > LONGEST) {
            throw refused("avatarBase64", "must have at most " + LONGEST + " characters");
        }
        byte[] bytes = decoded(base64);
        if (!type.equals(seen(bytes))) {
            throw refused("avatarBase64", "must be a picture of the type " + type);
        }
        return new Picture(type, bytes);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw refused("avatarBase64", "must be base64");
        }
    }

    /** By the first bytes of the file; empty when they are no picture's. */
    private static String seen(byte[] bytes) {
        String begin = new String(bytes, 0, Math.min(12, bytes.length), StandardCharsets.ISO_8859_1);
        if (begin.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (begin.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        return begin.startsWith("RIFF") && begin.endsWith("WEBP") ? "image/webp" : "";
    }

    static String revision(Picture picture) {
        return Sha256.hex(picture.bytes(), REVISION_BYTES);
    }

    private static RpcFault refused(String at, String why) {
        return RpcFault.invalid("invalid users.setAvatar params: at /" + at + ": " + why);
    }
}
