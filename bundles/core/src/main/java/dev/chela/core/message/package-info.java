/**
 * Layer 6. Messages that the assistant sends by itself: to whom a name leads, what policy lets it write where, and how each becomes one
 * delivery. What is an answer is the turn's business, and how something is delivered the outbox's.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.message;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
