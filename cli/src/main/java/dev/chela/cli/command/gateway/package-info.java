/** The gateway itself: how it is, what it logs, what it can be asked. */
package dev.chela.cli.command.gateway;
