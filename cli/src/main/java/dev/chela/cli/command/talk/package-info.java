/** Talking to an agent. */
package dev.chela.cli.command.talk;
