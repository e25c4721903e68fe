/** Where messages come from. */
package dev.chela.cli.command.channels;
