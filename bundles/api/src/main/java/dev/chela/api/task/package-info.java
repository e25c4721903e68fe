/**
 * Units of work that end with whoever started them, cancellation, and time.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.task;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
