/**
 * What happens in runs and sessions, as values for whoever listens.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
