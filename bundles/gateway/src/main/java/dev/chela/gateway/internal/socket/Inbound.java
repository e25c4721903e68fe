package dev.chela.gateway.internal.socket;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Puts the pieces of a message together, up to a cap. One thread at a time. */
final class Inbound {
    private static final byte[] NONE = new byte[0];
    private byte[] bytes = NONE;
    private int length;

    private long skipped;

    /** False when the message is larger than the cap; what came of it is forgotten, and what still comes is only counted. */
    boolean add(ByteBuffer piece, int cap) {
        int size = piece.remaining();
        if (skipped > 0 || length + size > cap) {
            skipped += length + size;
            bytes = NONE;
            length = 0;
            return false;
        }
        if (bytes.length < length + size) {
            bytes = Arrays.copyOf(bytes, length == 0 ? size : Math.min(cap, Math.max(length + size, 2 * bytes.length)));
        }
        piece.get(bytes, length, size);
        length += size;
        return true;
    }

    /** How much of a message that is too large has come so far. */
    long skipped() {
        return skipped;
    }

    byte[] take() {
        byte[] message = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
        bytes = NONE;
        length = 0;
        return message;
    }
}
