package dev.chela.core.reception.internal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds of pictures that models are shown, told by how the files begin (each format's own specification says so). */
final class Picture {
    static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
    private static final Map<String, String> BEGINNINGS = Map.of("\u0089PNG\r\n\u001a\n", "image/png", "\u00ff\u00d8\u00ff", "image/jpeg",
            "GIF87a", "image/gif", "GIF89a", "image/gif");
    private static final int HEAD = 12;

    private Picture() {}

    static Optional<String> type(byte[] content) {
        String head = new String(content, 0, Math.min(HEAD, content.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("RIFF") && head.endsWith("WEBP") && head.length() == HEAD) {
            return Optional.of("image/webp");
        }
        return BEGINNINGS.entrySet().stream().filter(kind -> head.startsWith(kind.getKey())).map(Map.Entry::getValue).findFirst();
    }
}
