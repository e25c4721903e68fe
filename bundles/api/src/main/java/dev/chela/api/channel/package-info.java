/**
 * What a messaging channel implements, and what the host gives it. The host stores what the platform sent before anything is
 * parsed, and owns the order of every swap.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.api.channel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
