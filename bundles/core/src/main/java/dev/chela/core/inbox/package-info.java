/**
 * Layer 3. Everything that starts a turn is a row here: accepted once, kept until it is settled.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.inbox;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
