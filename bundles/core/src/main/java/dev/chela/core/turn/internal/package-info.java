/** The turn's component, and what the next turn would be told. The rooms below are in the order settings and prompt, run, then reply, context and tools, then loop, then lane: each uses only those before it. */
package dev.chela.core.turn.internal;
