package dev.chela.console.socket;

import java.nio.charset.StandardCharsets;

/**
 * One frame: a byte for its kind, four for the length of its body, big-endian, and the body. The command line has its own copy, since
 * it shares no code with the gateway; {@code ConsoleSocketTest} joins the two.
 */
record Frame(char kind, byte[] body) {
    /** From the client, first and once: an {@link Opening}. */
    static final char OPEN = 'O';
    /** Both ways: bytes typed, bytes shown. */
    static final char DATA = 'D';
    /** From the client: the window's columns and rows, {@code 80 24}. */
    static final char WINDOW = 'W';
    /** From the client: nothing more will be typed. */
    static final char END = 'E';
    /** To the client: what went wrong with a command, in words, apart from what it shows. */
    static final char FAULT = 'F';
    /** To the client, last: the exit code in digits. */
    static final char EXIT = 'X';
    /** To the client, instead of everything else: why not, for a person. */
    static final char REFUSED = 'R';

    /** The longest body that either side accepts, in bytes. */
    static final int LONGEST = 64 * 1024;

    static Frame of(char kind, String text) {
        return new Frame(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
