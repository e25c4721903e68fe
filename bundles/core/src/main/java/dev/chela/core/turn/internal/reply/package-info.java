/** What of a run's answers leaves over a channel: whole, in blocks, in which words, with what is to be seen of the work. */
package dev.chela.core.turn.internal.reply;
