/**
 * Layer 7. The path of a message, front to back: inbox, access, command or lane. Everything else is a room it walks through.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.reception;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
