/**
 * The methods {@code sessions.usage*}: what conversations took, counted from the transcripts, which say of each answer what it cost.
 */
@NullMarked
package dev.chela.rpc.usage;

import org.jspecify.annotations.NullMarked;
