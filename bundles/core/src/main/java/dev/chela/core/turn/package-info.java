/**
 * Layer 6. One turn: the prompt, the model, its tools, and every commit between them ({@code docs/durability.md}, C to G).
 * Knows sessions, models and tools; not where an input came from nor who may send one.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.turn;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
