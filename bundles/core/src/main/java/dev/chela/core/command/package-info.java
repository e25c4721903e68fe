/**
 * Layer 5. Slash commands: orders to the house rather than to the model. Acts through sessions, runs and models.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
