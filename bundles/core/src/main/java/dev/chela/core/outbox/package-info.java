/**
 * Layer 3. Everything that leaves the house is a row here, written in the commit that decided it, delivered in order per
 * conversation, and settled by what the platform said. Answers come in as CommonMark.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.outbox;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
