/**
 * The methods {@code sessions.usage*}: what conversations took, counted from the transcripts, which say of each answer what it cost; and
 * {@code usage.*}: what the house spent, whatever became of the conversations.
 */
@NullMarked
package dev.chela.rpc.usage;

import org.jspecify.annotations.NullMarked;
