/**
 * A real IRC network on this machine, and people on it.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.irc;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
