package dev.chela.cli.console;

import java.nio.charset.StandardCharsets;

/** One frame of the console's socket: a byte for its kind, four for the length of its body, big-endian, and the body. */
record Frame(char kind, byte[] body) {
    /** To the gateway, first: what is wanted. */
    static final char OPEN = 'O';
    /** Both ways: bytes typed, bytes to show. */
    static final char DATA = 'D';
    /** To the gateway: columns and rows of the window. */
    static final char WINDOW = 'W';
    /** To the gateway: nothing more will be typed. */
    static final char END = 'E';
    /** From the gateway: what went wrong with a command, for the error stream. */
    static final char FAULT = 'F';
    /** From the gateway, last: the exit code. */
    static final char EXIT = 'X';
    /** From the gateway, instead of everything else: why not. */
    static final char REFUSED = 'R';

    /** The longest body, in bytes. */
    static final int LONGEST = 64 * 1024;

    static Frame of(char kind, String text) {
        return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
