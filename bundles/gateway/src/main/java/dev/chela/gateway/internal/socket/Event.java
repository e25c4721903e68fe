package dev.chela.gateway.internal.socket;

import dev.chela.api.rpc.Push;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One event for many connections, encoded once. Used by the one thread that broadcasts it. */
final class Event {
    private final byte[] head;
    private final Push.Slow slow;
    private final Function<Object, byte[]> encode;
    private byte @Nullable [] whole;

    /** @param head everything up to the connection's own number, without the closing brace; shared, never changed */
    Event(byte[] head, Push.Slow slow, Function<Object, byte[]> encode) {
        this.head = head;
        this.slow = slow;
        this.encode = encode;
    }

    byte[] head() {
        return head;
    }

    /** The head for a connection that was spared an earlier event of the key. */
    byte[] whole() {
        if (whole == null) {
            whole = slow instanceof Push.Slow.Latest latest && latest.anew().isPresent() ? encode.apply(latest.anew().get().get()) : head;
        }
        return whole;
    }

    boolean mayDrop() {
        return !(slow instanceof Push.Slow.Keep);
    }

    /** The key of events of which only the latest matters; empty for all others. */
    String key() {
        return slow instanceof Push.Slow.Latest latest ? latest.key() : "";
    }
}
