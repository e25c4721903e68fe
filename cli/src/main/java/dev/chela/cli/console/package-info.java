/** The client of the console inside the gateway: the frames of its socket, a terminal in raw mode, one command, or a script from a pipe. */
@org.jspecify.annotations.NullMarked
package dev.chela.cli.console;
