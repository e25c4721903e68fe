/** Slash commands that look at what a turn would be told. */
package dev.chela.core.turn.internal.command;
