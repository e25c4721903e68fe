/**
 * The protocol's methods about devices, and how the gateway asks the house whether it knows one. Uses core's {@code access} room; the
 * proofs and the sockets are the gateway's.
 */
@NullMarked
package dev.chela.rpc.device;

import org.jspecify.annotations.NullMarked;
