package dev.chela.core.memory.internal;

import dev.chela.core.hash.Sha256;

/** Tells texts apart. */
final class Hash {
    private static final int BYTES = 16;

    private Hash() {}

    static String of(String text) {
        return Sha256.hex(text, BYTES);
    }
}
