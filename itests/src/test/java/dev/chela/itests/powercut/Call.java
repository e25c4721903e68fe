package dev.chela.itests.powercut;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One system call, as strace writes it when every string is to be in hexadecimal: no comma, quote or bracket stands in any of them.
 *
 * @param thread its number
 * @param result empty when the process died in it
 * @param began the number of the line in which it began; {@code ended} of the one in which it had returned
 * @param nanos how long it took
 */
record Call(String thread, String name, String arguments, String result, long began, long ended, long nanos) {
    boolean over() {
        return !result.isEmpty() && !hasAnothersResult();
    }

    /** Of a thread that is gone strace may tell what it last read of another one; where that cannot be, it is known. */
    private boolean hasAnothersResult() {
        return !failed() && switch (name) {
            case "write", "writev", "pwrite64", "pwritev", "pwritev2" -> value() > bytes().length;
            case "open", "openat", "creat", "dup", "dup2", "dup3" -> !result.contains("<");
            case "lseek", "mmap", "copy_file_range", "sendfile", "splice" -> false;
            default -> value() != 0;
        };
    }

    boolean failed() {
        return result.startsWith("-1");
    }

    /** What was returned, without the name that strace adds to a file descriptor. */
    long value() {
        int end = result.indexOf('<');
        return Long.parseLong(end < 0 ? result : result.substring(0, end));
    }

    List<String> words() {
        return List.of(arguments.split(", "));
    }

    /** What stands in quotation marks, one after the other. */
    byte[] bytes() {
        List<byte[]> parts = new ArrayList<>();
        for (int open = arguments.indexOf('"'); open >= 0; ) {
            int close = arguments.indexOf('"', open + 1);
            parts.add(plain(arguments.substring(open + 1, close)));
            if (arguments.startsWith("...", close + 1)) {
                throw new AssertionError("strace has kept only the beginning of what was written: " + name);
            }
            open = arguments.indexOf('"', close + 1);
        }
        byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** A quoted path. */
    static String path(String word) {
        return text(word.substring(1, word.lastIndexOf('"')));
    }

    /** The path of {@code 7<...>}; empty where there is none any more, as of a deleted file. */
    static String target(String descriptor) {
        int open = descriptor.indexOf('<');
        int close = descriptor.indexOf('>');
        return open < 0 || close < descriptor.length() - 1 || !descriptor.startsWith("\\x2f", open + 1) ? "" : text(descriptor.substring(open + 1, close));
    }

    static int number(String descriptor) {
        int open = descriptor.indexOf('<');
        return Integer.parseInt(open < 0 ? descriptor : descriptor.substring(0, open));
    }

    private static String text(String hexadecimal) {
        return new String(plain(hexadecimal), StandardCharsets.UTF_8);
    }

    /** Of {@code \x68\x69}. */
    private static byte[] plain(String hexadecimal) {
        byte[] bytes = new byte[hexadecimal.length() / 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (Character.digit(hexadecimal.charAt(4 * i + 2), 16) << 4 | Character.digit(hexadecimal.charAt(4 * i + 3), 16));
        }
        return bytes;
    }
}
