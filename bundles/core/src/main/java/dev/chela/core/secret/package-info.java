/**
 * Layer 2. Values that must not be shown: where they come from (environment, private files) and how they are kept out of logs, errors and
 * events. Uses the API, {@code home} and {@code json}; never imports {@code config}, which resolves its references here.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.secret;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
