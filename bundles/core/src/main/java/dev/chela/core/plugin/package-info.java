/**
 * Layer 8. The plugins that people drop into {@code deploy/}: what is installed, what was refused and why, and how one generation takes
 * the place of another while the gateway runs. Uses guest and annex below it, and tells hook what changes; knows no
 * plugin by what it does.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
