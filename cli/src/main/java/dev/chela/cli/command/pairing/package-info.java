/** Who may write over channels. */
package dev.chela.cli.command.pairing;
