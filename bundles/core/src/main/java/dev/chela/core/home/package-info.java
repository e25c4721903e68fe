/**
 * Layer 1. Where the state lies on disk: the paths under CHELA_HOME, their permissions, and the lock of the one running gateway.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.home;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
