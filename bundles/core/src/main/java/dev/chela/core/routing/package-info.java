/**
 * Layer 5. Which conversation a message belongs to, by the grammar of session keys. Decides; does nothing.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.routing;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
