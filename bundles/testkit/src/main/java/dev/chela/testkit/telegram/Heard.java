package dev.chela.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A call that a bot made. @param files that came with it, by the names of their fields @param at when, by {@link System#nanoTime} */
public record Heard(String method, ObjectNode parameters, Map<String, Upload> files, boolean json, long at) {
    /** @param content each byte as a character */
    public record Upload(String name, String mimeType, String content) {}
}
