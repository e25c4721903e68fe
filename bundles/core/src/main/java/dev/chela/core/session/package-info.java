/**
 * Layer 4. Conversations: their names, their index, their transcripts, and one lane each. Acts on nothing by itself; what runs in a
 * lane is the turn's business, which it reaches through {@link dev.chela.core.session.Runs}.
 */
@Version("1.0.0")
@NullMarked
package dev.chela.core.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
