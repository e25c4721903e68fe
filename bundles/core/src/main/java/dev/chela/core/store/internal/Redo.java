package dev.chela.core.store.internal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen to a transcript file, kept in the database until the file itself is synced: a line (it has {@code json}) or a
 * change of name (it has a {@code target}).
 *
 * @param n the order of all redo rows; never used twice
 */
record Redo(long n, String file, String id, @Nullable String json, @Nullable String target) {
    boolean moves() {
        return target != null;
    }

    /** The line with its line break. */
    byte[] bytes() {
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
