/**
 * Layer 5. Who may talk to the house, and with what authority: people by the channel they write over, devices by what the owner granted
 * them. Keeps whom the owner let in; decides, and does nothing else.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
