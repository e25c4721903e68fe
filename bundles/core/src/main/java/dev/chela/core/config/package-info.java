/**
 * Layer 2. {@code chela.json5}: read, validated against the sections that rooms and plugins own, kept in force when the next one is bad,
 * reloaded when it changes. Never imports {@code plugin}: a section whose plugin is away is dormant, not invalid.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
