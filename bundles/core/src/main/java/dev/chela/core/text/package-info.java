/** Layer 1. Texts for people, cut to the room there is for them. */
@Version("1.0.0")
@NullMarked
package dev.chela.core.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
