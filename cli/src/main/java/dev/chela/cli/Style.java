package dev.chela.cli;

import dev.chela.cli.target.Surroundings;

/** Colour where a terminal shows it and nobody objects (https://no-color.org), plain text elsewhere. */
public enum Style {
    PLAIN,
    COLOUR;

    private static final String RESET = "\u001b[0m";

    /** The style for a stream that is, or is not, a terminal. */
    public static Style of(Surroundings surroundings, boolean terminal) {
        boolean wanted = surroundings.variable("NO_COLOR").isEmpty()
                && !surroundings.variable("TERM").orElse("dumb").equals("dumb");
        return terminal && wanted ? COLOUR : PLAIN;
    }

    public String dim(String text) {
        return wrap("\u001b[2m", text);
    }

    public String bold(String text) {
        return wrap("\u001b[1m", text);
    }

    public String green(String text) {
        return wrap("\u001b[32m", text);
    }

    public String yellow(String text) {
        return wrap("\u001b[33m", text);
    }

    public String red(String text) {
        return wrap("\u001b[31m", text);
    }

    public String cyan(String text) {
        return wrap("\u001b[36m", text);
    }

    private String wrap(String start, String text) {
        return this == PLAIN ? text : start + text + RESET;
    }

    /**
     * What others wrote, made harmless: control characters but newline and tab are dropped, since a model's answer or a
     * tool's output must not move the cursor, rename the window or write to the clipboard.
     */
    public static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().filter(Style::isHarmless).forEach(safe::appendCodePoint);
        return safe.toString();
    }

    private static boolean isHarmless(int c) {
        boolean control = c < 0x20 && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0;
        boolean direction = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return !control && !direction;
    }
}
