package dev.chela.console.command;

import java.time.Duration;

/** Text made fit to be shown. */
final class Plain {
    private Plain() {}

    /** What others wrote, without what would move the cursor, rename the window or reverse the direction of reading. */
    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().filter(Plain::isHarmless).forEach(safe::appendCodePoint);
        return safe.toString();
    }

    /** The same on one line. */
    static String line(String text) {
        return text(text).replaceAll("\\s+", " ").strip();
    }

    private static boolean isHarmless(int c) {
        boolean control = c < 0x20 && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0;
        boolean direction = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return !control && !direction;
    }

    /** A number of tokens, {@code 128k}; empty when it is not known. */
    static String tokens(long count) {
        if (count <= 0) {
            return "";
        }
        return count < 10_000 ? String.valueOf(count) : Math.round(count / 1000.0) + "k";
    }

    /** A number of bytes, {@code 12 MB}. */
    static String bytes(long count) {
        return count < 10_000 ? count + " B" : count < 10_000_000 ? count / 1_000 + " kB" : count / 1_000_000 + " MB";
    }

    /** A span of time in its two largest units. */
    static String time(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        if (seconds < 86400) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds / 86400 + " d " + seconds % 86400 / 3600 + " h";
    }
}
