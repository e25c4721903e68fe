/**
 * Layer 3. The assistants: their names, models and workspaces. Reads configuration; knows nothing of conversations.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.agent;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
