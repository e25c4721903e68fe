/**
 * Layer 2. Every call into a plugin passes here: a lease, so that a swap can wait for it; a deadline; a count of faults. Also how powers
 * are found for tools. Knows no plugin by name.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.guest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
