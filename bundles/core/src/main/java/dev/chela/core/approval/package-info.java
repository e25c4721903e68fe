/**
 * Layer 5. What waits for a person's word before it may happen. Decides nothing that policy decides already; a request is a row,
 * so that it survives a restart, and whoever waits for it holds no place among the running.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.approval;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
