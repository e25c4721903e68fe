/** How the gateway is set up, and changes of that by other commands. */
package dev.chela.cli.command.config;
