package dev.chela.core.memory.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Vectors, and what is kept of them in memory: the sign of each number, a bit. Vectors that are near each other have most signs in common,
 * so a few hundred candidates are found by counting bits, of which the vectors themselves then choose. A thousand numbers weigh 128
 * bytes so, in place of 4,000.
 */
final class Bits {
    private Bits() {}

    static long[] of(float[] vector) {
        long[] bits = new long[(vector.length + 63) / 64];
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] > 0) {
                bits[i / 64] |= 1L << i;
            }
        }
        return bits;
    }

    static int apart(long[] one, long[] all, int from) {
        int sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Long.bitCount(one[i] ^ all[from + i]);
        }
        return sum;
    }

    static byte[] bytes(long[] bits) {
        ByteBuffer bytes = ByteBuffer.allocate(bits.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(bits);
        return bytes.array();
    }

    static void read(byte[] bytes, long[] into, int at) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(into, at, bytes.length / Long.BYTES);
    }

    static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    /** The cosine of the angle, where both have length 1. */
    static double product(float[] one, byte[] other) {
        ByteBuffer bytes = ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN);
        double sum = 0;
        for (float value : one) {
            sum += value * bytes.getFloat();
        }
        return sum;
    }

    /** The same direction with length 1. */
    static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length && squares > 0; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return unit;
    }
}
