/**
 * Layer 4. What an agent remembers: the Markdown files of its workspace and what was said in its conversations, found by words and,
 * where an embedding model is configured, by meaning. Files and transcripts are the truth; what this room keeps is an index of them that can be deleted. Writes no memory itself.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.memory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
