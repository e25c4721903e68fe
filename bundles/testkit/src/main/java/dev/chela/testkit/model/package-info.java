/**
 * A language model that is none: a server on loopback that speaks the wire formats of real providers and does what the last
 * message says, and the contract that every provider's tests extend. Knows nothing of the gateway.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
