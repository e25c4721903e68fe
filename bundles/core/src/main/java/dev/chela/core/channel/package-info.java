/**
 * Layer 4. Channels as they come and go: their accounts opened, watched and opened again, what they bring accepted raw, what leaves
 * handed to them. Understands nothing of what is said; knows no channel by name.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.channel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
