/** What every tool must do, as tests that a tool's own build extends, and a bench to call a tool on with real powers. */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.tool;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
