/** Layer 1. Names made of contents: SHA-256. */
@Version("1.0.0")
@NullMarked
package dev.chela.core.hash;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
