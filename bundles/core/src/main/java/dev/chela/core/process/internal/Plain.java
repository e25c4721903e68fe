package dev.chela.core.process.internal;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Makes readable text of what a program wrote: UTF-8, terminal commands and control characters taken out. */
final class Plain {
    /** Cursor and colour commands, titles and links, and two-character escapes (ECMA-48). */
    private static final Pattern ESCAPES =
            Pattern.compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[ -/]*[0-~])");

    private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F]");

    private Plain() {}

    static String text(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        if (text.indexOf('\u001B') >= 0) {
            text = ESCAPES.matcher(text).replaceAll("");
        }
        return CONTROLS.matcher(text).replaceAll("").replace("\r\n", "\n");
    }

    /** The length without a character that is only begun at the end. */
    static int lastWhole(byte[] bytes, int length) {
        int start = length - 1;
        while (start >= 0 && start > length - 4 && (bytes[start] & 0xC0) == 0x80) {
            start--;
        }
        return start >= 0 && start + size(bytes[start]) > length ? start : length;
    }

    /** Where the first whole character begins. */
    static int firstWhole(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && start < 3 && (bytes[start] & 0xC0) == 0x80) {
            start++;
        }
        return start;
    }

    private static int size(byte lead) {
        int value = lead & 0xFF;
        return value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : value >= 0xC0 ? 2 : 1;
    }
}
