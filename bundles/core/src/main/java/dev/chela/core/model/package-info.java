/**
 * Layer 4. Which models there are, and asking one of them: resolution, credentials, retries, failover. Names no vendor.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
