package dev.chela.core.process.internal;

import dev.chela.api.grant.Child;
import java.io.ByteArrayOutputStream;

/** Bytes of which the first and the last are kept. Not safe for threads: its owner locks. */
final class Buffer {
    private final int half;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] ring = new byte[0];
    private long total;

    /** @param limit how many bytes are kept, half of them from the beginning */
    Buffer(int limit) {
        this.half = limit / 2;
    }

    void add(byte[] bytes, int length) {
        int toHead = Math.min(length, half - head.size());
        head.write(bytes, 0, toHead);
        total += toHead;
        addToTail(bytes, toHead, length - toHead);
    }

    private void addToTail(byte[] bytes, int from, int length) {
        if (length == 0) {
            return;
        }
        if (ring.length == 0) {
            ring = new byte[half];
        }
        int skip = Math.max(0, length - half);
        long at = total - half + skip;
        for (int i = from + skip; i < from + length; i++) {
            ring[(int) (at++ % half)] = bytes[i];
        }
        total += length;
    }

    /** What is kept, and empties itself; a character that has only begun at the end stays for the next time. */
    String drain() {
        byte[] first = head.toByteArray();
        int end = total == first.length ? Plain.lastWhole(first, first.length) : first.length;
        String text = total == first.length ? Plain.text(first, 0, end) : output().text();
        head.reset();
        total = 0;
        add(java.util.Arrays.copyOfRange(first, end, first.length), first.length - end);
        return text;
    }

    /** What is kept, cut between characters. */
    Child.Output output() {
        byte[] first = head.toByteArray();
        byte[] last = tail();
        long dropped = total - first.length - last.length;
        if (dropped == 0) {
            byte[] whole = new byte[first.length + last.length];
            System.arraycopy(first, 0, whole, 0, first.length);
            System.arraycopy(last, 0, whole, first.length, last.length);
            return new Child.Output(Plain.text(whole, 0, whole.length), "", 0);
        }
        int end = Plain.lastWhole(first, first.length);
        int start = Plain.firstWhole(last);
        return new Child.Output(
                Plain.text(first, 0, end), Plain.text(last, start, last.length - start), dropped + first.length - end + start);
    }

    private byte[] tail() {
        int length = (int) Math.min(half, Math.max(0, total - half));
        byte[] tail = new byte[length];
        long at = total - half - length;
        for (int i = 0; i < length; i++) {
            tail[i] = ring[(int) (at++ % half)];
        }
        return tail;
    }
}
