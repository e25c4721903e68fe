package dev.chela.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A request that was made. @param path without {@code /api/v10} @param files by the names of their fields @param at by {@link System#nanoTime} */
public record Heard(String method, String path, ObjectNode body, Map<String, Upload> files, long at) {
    /** @param content each byte as a character */
    public record Upload(String name, String mimeType, String content) {}

    public boolean is(String wanted, String pattern) {
        return method.equals(wanted) && path.matches(pattern);
    }
}
