/**
 * The socket: the protocol's frames, the handshake and its authentication, the whiteboards for methods and HTTP endpoints. Knows
 * {@code dev.chela.api} and nothing of the core; Jetty lives privately in this bundle. What the host itself needs of it is here.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.gateway;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
