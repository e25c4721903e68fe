/**
 * Layer 4. What an agent remembers: the Markdown files of its workspace, found by words and, where an embedding model is configured, by
 * meaning. The files are the truth; what this room keeps is an index of them that can be deleted. Writes no memory itself.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.memory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
