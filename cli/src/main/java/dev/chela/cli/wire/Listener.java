package dev.chela.cli.wire;

import dev.chela.cli.json.Json;

/** Hears what the gateway says unasked; called on the connection's reading thread, which must not be kept waiting. */
public interface Listener {
    Listener DEAF = (name, payload) -> {};

    void event(String name, Json payload);

    /** The connection is over, and why, in words; not called after our own {@code close}. */
    default void lost(String why) {}
}
