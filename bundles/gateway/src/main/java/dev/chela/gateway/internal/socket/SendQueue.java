package dev.chela.gateway.internal.socket;

import dev.chela.gateway.internal.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * What is on its way to one connection, in order, with one frame at a time on the wire. Events get their number here; the bytes
 * of an event are shared between all connections until the moment they are written.
 */
final class SendQueue {
    private static final byte[] SEQ = ",\"seq\":".getBytes(StandardCharsets.US_ASCII);
    /** A frame's own overhead in memory, so that a million empty ones count too. */
    private static final int OVERHEAD = 64;

    private final Wire wire;
    private final Runnable closing;
    private final ArrayDeque<Item> waiting = new ArrayDeque<>(2);
    private long buffered;
    private long seq;
    private int onWire;
    private boolean held;
    private boolean greeted;
    private boolean closed;
    private int closeCode;
    private String closeReason = "";

    /** @param seq 0 for what carries no number */
    private record Item(byte[] bytes, long seq, String key) {
        int size() {
            return bytes.length + OVERHEAD;
        }

        byte[] frame() {
            return seq == 0 ? bytes : numbered();
        }

        private byte[] numbered() {
            byte[] number = Long.toString(seq).getBytes(StandardCharsets.US_ASCII);
            byte[] frame = new byte[bytes.length + SEQ.length + number.length + 1];
            System.arraycopy(bytes, 0, frame, 0, bytes.length);
            System.arraycopy(SEQ, 0, frame, bytes.length, SEQ.length);
            System.arraycopy(number, 0, frame, bytes.length + SEQ.length, number.length);
            frame[frame.length - 1] = '}';
            return frame;
        }
    }

    /** @param closing called once, when nothing more is taken; what waits may still be on its way */
    SendQueue(Wire wire, Runnable closing) {
        this.wire = wire;
        this.closing = closing;
    }

    /** From now on frames wait, until {@link #release}. */
    synchronized void hold() {
        held = true;
    }

    /** Sends this frame, then what waited for it. */
    void release(byte[] first) {
        synchronized (this) {
            Item item = new Item(first, 0, "");
            waiting.addFirst(item);
            buffered += item.size();
            held = false;
            greeted = true;
        }
        pump();
    }

    /** Ends the connection unless its greeting is on the way. */
    void closeUngreeted(int code, String reason) {
        synchronized (this) {
            if (greeted) {
                return;
            }
        }
        close(code, reason);
    }

    /** Forgets what waited: there will be no greeting. */
    synchronized void discardHeld() {
        waiting.clear();
        buffered = 0;
        held = false;
    }

    /** A response: it must arrive. */
    void send(byte[] frame) {
        if (accept(new Item(frame, 0, ""), false)) {
            pump();
        } else {
            overflow();
        }
    }

    /** An event: takes a number even if it is dropped, so that the client sees the gap. */
    void send(Event event) {
        boolean taken;
        synchronized (this) {
            if (closed) {
                return;
            }
            String key = event.key();
            boolean spared = !key.isEmpty() && buffered > Limits.BEHIND && forget(key);
            taken = accept(new Item(spared ? event.whole() : event.head(), ++seq, key), event.mayDrop());
        }
        if (taken) {
            pump();
        } else {
            overflow();
        }
    }

    private boolean forget(String key) {
        boolean any = false;
        for (Iterator<Item> items = waiting.iterator(); items.hasNext();) {
            Item item = items.next();
            if (item.key().equals(key)) {
                buffered -= item.size();
                items.remove();
                any = true;
            }
        }
        return any;
    }

    /** False when the connection has fallen too far behind to be kept. */
    private synchronized boolean accept(Item item, boolean mayDrop) {
        if (closed) {
            return true;
        }
        if (buffered > Limits.BUFFERED) {
            return mayDrop;
        }
        waiting.add(item);
        buffered += item.size();
        return true;
    }

    private void overflow() {
        synchronized (this) {
            waiting.clear();
        }
        close(1008, "slow consumer");
    }

    /** Sends what waits, then the close frame; takes nothing more. */
    void close(int code, String reason) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            closeCode = code;
            closeReason = reason;
            waiting.add(new Item(new byte[0], -1, ""));
        }
        closing.run();
        pump();
    }

    /** The connection is gone. */
    synchronized void discard() {
        closed = true;
        waiting.clear();
        buffered = 0;
    }

    private void pump() {
        Item next;
        synchronized (this) {
            if (held || onWire > 0 || waiting.isEmpty()) {
                return;
            }
            next = waiting.poll();
            onWire++;
        }
        if (next.seq() < 0) {
            wire.close(closeCode, closeReason);
        } else {
            wire.send(next.frame(), written -> done(next, written));
        }
    }

    private void done(Item item, boolean written) {
        synchronized (this) {
            onWire--;
            buffered -= item.size();
        }
        if (written) {
            pump();
        } else {
            discard();
        }
    }
}
