/**
 * What a tool implements. A tool states what it does to the world, and gets its powers from the call.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.tool;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
