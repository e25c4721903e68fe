/**
 * Layer 7. What other systems POST to the house: whether they may, what is meant by it, and that it is heard once. An agent's turn is only
 * asked for here ({@code Intake}); knows no server.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.webhook;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
