/**
 * How a bundle owns a part of {@code chela.json5}: it registers a section, the host validates and applies it.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
