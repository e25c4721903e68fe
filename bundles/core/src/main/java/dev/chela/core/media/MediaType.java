package dev.chela.core.media;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file is: as its first bytes show (each format's own specification says how), else as somebody said, else by its name. Pure. */
final class MediaType {
    /** So many bytes are looked at. */
    static final int HEAD = 16;
    static final String UNKNOWN = "application/octet-stream";

    private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}");
    private static final Map<String, String> BEGINNINGS = beginnings();
    /** What is always told by its beginning: of others that are said to be this, the word is not taken. */
    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "video/mp4", "audio/ogg");
    private static final Map<String, String> ENDS = Map.ofEntries(
            Map.entry("md", "text/markdown"), Map.entry("txt", "text/plain"), Map.entry("log", "text/plain"), Map.entry("csv", "text/csv"),
            Map.entry("html", "text/html"), Map.entry("json", "application/json"), Map.entry("xml", "application/xml"),
            Map.entry("yaml", "application/yaml"), Map.entry("yml", "application/yaml"), Map.entry("svg", "image/svg+xml"),
            Map.entry("mp3", "audio/mpeg"), Map.entry("m4a", "audio/mp4"), Map.entry("wav", "audio/wav"), Map.entry("zip", "application/zip"),
            Map.entry("mov", "video/quicktime"), Map.entry("webm", "video/webm"));
    private static final Map<String, String> USUAL_ENDS = Map.ofEntries(
            Map.entry("image/png", "png"), Map.entry("image/jpeg", "jpg"), Map.entry("image/gif", "gif"), Map.entry("image/webp", "webp"),
            Map.entry("application/pdf", "pdf"), Map.entry("video/mp4", "mp4"), Map.entry("audio/ogg", "ogg"), Map.entry("audio/mpeg", "mp3"),
            Map.entry("audio/mp4", "m4a"), Map.entry("audio/wav", "wav"), Map.entry("application/zip", "zip"), Map.entry("text/plain", "txt"));

    private MediaType() {}

    private static Map<String, String> beginnings() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("\u0089PNG\r\n\u001a\n", "image/png");
        all.put("\u00ff\u00d8\u00ff", "image/jpeg");
        all.put("GIF87a", "image/gif");
        all.put("GIF89a", "image/gif");
        all.put("%PDF-", "application/pdf");
        all.put("OggS", "audio/ogg");
        all.put("ID3", "audio/mpeg");
        all.put("\u00ff\u00fb", "audio/mpeg");
        return all;
    }

    static String of(byte[] head, String said, String name) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return shown(text).or(() -> told(said)).or(() -> Optional.ofNullable(ENDS.get(end(name)))).orElse(UNKNOWN);
    }

    private static Optional<String> shown(String head) {
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return Optional.of("image/webp");
        }
        if (head.startsWith("RIFF") && head.startsWith("WAVE", 8)) {
            return Optional.of("audio/wav");
        }
        if (head.startsWith("ftyp", 4)) {
            return Optional.of(head.startsWith("M4A", 8) ? "audio/mp4" : head.startsWith("qt", 8) ? "video/quicktime" : "video/mp4");
        }
        return BEGINNINGS.entrySet().stream().filter(kind -> head.startsWith(kind.getKey())).map(Map.Entry::getValue).findFirst();
    }

    private static Optional<String> told(String said) {
        String bare = said.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Optional.of(bare).filter(type -> TYPE.matcher(type).matches() && !SHOWN.contains(type) && !type.equals(UNKNOWN));
    }

    private static String end(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** How names of such files end most often; empty when nobody can say. */
    static String end(String type, String otherwise) {
        return USUAL_ENDS.getOrDefault(type, otherwise);
    }
}
