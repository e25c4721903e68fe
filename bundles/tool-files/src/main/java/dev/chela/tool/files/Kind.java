package dev.chela.tool.files;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a file is, by its first bytes: names lie. */
final class Kind {
    private Kind() {}

    /** The media type of an image that models can look at. */
    static Optional<String> image(byte[] start) {
        String text = new String(start, 0, Math.min(12, start.length), StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        } else if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        } else if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return Optional.of("image/gif");
        } else if (text.startsWith("RIFF") && text.endsWith("WEBP")) {
            return Optional.of("image/webp");
        }
        return Optional.empty();
    }

    /** As grep decides it: text has no NUL. */
    static boolean isBinary(byte[] start) {
        for (byte value : start) {
            if (value == 0) {
                return true;
            }
        }
        return false;
    }
}
