/**
 * Layer 2. The way out to the network: one HTTP client for the whole process, and its binding to one turn's token. Knows statuses and
 * streams, not what they carry.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
