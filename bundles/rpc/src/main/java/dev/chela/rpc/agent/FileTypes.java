package dev.chela.rpc.agent;

import java.util.Locale;
import java.util.Map;

/** Media types by the ends of names. The JDK's own table depends on the machine. */
final class FileTypes {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("md", "text/markdown"), Map.entry("txt", "text/plain"), Map.entry("log", "text/plain"),
            Map.entry("json", "application/json"), Map.entry("html", "text/html"), Map.entry("css", "text/css"),
            Map.entry("csv", "text/csv"), Map.entry("xml", "application/xml"), Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"), Map.entry("js", "text/javascript"), Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"), Map.entry("jpg", "image/jpeg"), Map.entry("jpeg", "image/jpeg"), Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"), Map.entry("svg", "image/svg+xml"), Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"), Map.entry("ogg", "audio/ogg"), Map.entry("mp4", "video/mp4"), Map.entry("zip", "application/zip"));

    private FileTypes() {}

    /** Empty when the name does not tell. */
    static String of(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), "");
    }
}
