package dev.chela.itests.powercut;

import java.util.Arrays;

/** The bytes of a file, which grows with zeros. */
final class Image {
    private byte[] bytes;
    private int length;

    Image(byte[] bytes) {
        this.bytes = bytes.clone();
        this.length = bytes.length;
    }

    int length() {
        return length;
    }

    void resize(int to) {
        if (to > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(to, 2 * bytes.length));
        } else if (to < length) {
            Arrays.fill(bytes, to, length, (byte) 0);
        }
        length = to;
    }

    void write(int at, byte[] from, int first, int count) {
        if (at + count > length) {
            resize(at + count);
        }
        System.arraycopy(from, first, bytes, at, count);
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }
}
