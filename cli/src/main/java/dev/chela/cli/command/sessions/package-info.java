/** The conversations. */
package dev.chela.cli.command.sessions;
