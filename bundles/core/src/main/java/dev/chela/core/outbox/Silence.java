package dev.chela.core.outbox;

import java.util.Locale;

/** The word by which a model says that it has nothing to say. It is OpenClaw's. */
public final class Silence {
    public static final String WORD = "NO_REPLY";

    private Silence() {}

    /** Whether an answer that begins so may still turn out to be the word, or begins with it. */
    public static boolean mayBegin(String answer) {
        String begun = answer.strip().toUpperCase(Locale.ROOT);
        return WORD.startsWith(begun.length() > WORD.length() ? begun.substring(0, WORD.length()) : begun);
    }
}
