/**
 * Layer 1. What somebody wrote whom the assistant does not obey, wrapped so that a model can tell where it begins and ends. Pure; uses
 * nothing.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.untrusted;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
