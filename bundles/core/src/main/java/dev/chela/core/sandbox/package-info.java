/**
 * Layer 3. Which conversations have their tools in a sandbox, what is in it, and how a command is put there. Uses configuration and
 * home; starts nothing but the one probe that tells whether sandboxes work here.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.sandbox;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
