/** The turn itself: asks the model, runs the tools it wants, records both, until it ends, however that is. */
package dev.chela.core.turn.internal.loop;
