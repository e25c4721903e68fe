/** Connections: the handshake, what is sent to a connection and in which order, and all of them together. */
@NullMarked
package dev.chela.gateway.internal.socket;

import org.jspecify.annotations.NullMarked;
