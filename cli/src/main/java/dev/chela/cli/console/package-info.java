/** Carries bytes between this terminal and the gateway's console socket. The launcher sets the terminal; nothing here knows the shell. */
package dev.chela.cli.console;
