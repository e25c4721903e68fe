/** The command line: parses what was typed, asks the gateway over its socket, and says the answer; it opens none of the gateway's files but its credentials. */
package dev.chela.cli;
