/** What every plugin's bundle must be, whatever it brings. */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
