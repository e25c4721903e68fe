package dev.chela.gateway.internal.socket;

import dev.chela.api.rpc.Push;

/**
 * One event for many connections, encoded once.
 *
 * @param head everything up to the connection's own number, without the closing brace; shared, never changed
 */
record Event(byte[] head, Push.Slow slow) {
    /** The key of events of which only the latest matters; empty for all others. */
    String key() {
        return slow instanceof Push.Slow.Latest latest ? latest.key() : "";
    }
}
