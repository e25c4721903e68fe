/**
 * A real browser for tests: starts an installed Chromium without a window and drives it by its own DevTools protocol, with the
 * JDK alone, so that a build needs neither Node nor a downloaded driver.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.browser;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
