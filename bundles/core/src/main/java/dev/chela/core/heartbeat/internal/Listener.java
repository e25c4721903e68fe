package dev.chela.core.heartbeat.internal;

import dev.chela.core.outbox.ReturnAddress;

/** Who hears what a heartbeat has to tell. */
sealed interface Listener {
    record Someone(ReturnAddress address) implements Listener {}

    /** @param why in the protocol's words @param misconfigured whether the configuration names somebody who cannot be found */
    record Nobody(String why, boolean misconfigured) implements Listener {}
}
