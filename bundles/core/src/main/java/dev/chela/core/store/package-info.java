/**
 * Layer 1. The ledger: the one way in which durable state changes ({@code docs/durability.md}). Rooms own their tables and meet here
 * as values; this room knows none of them. Beside it, index files: what can be thrown away and computed again.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
