/**
 * Layer 1. Threads, scopes, cancellation and time. Uses nothing but the API; knows nothing of sessions or plugins.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.task;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
