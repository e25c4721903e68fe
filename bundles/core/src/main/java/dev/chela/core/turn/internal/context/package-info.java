/** Keeps a conversation as short as its model needs it: compaction, the notes that are written before it, and shortened results of tools. */
package dev.chela.core.turn.internal.context;
