/**
 * What goes wrong with servers.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.testkit.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
