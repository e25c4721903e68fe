/** What authors of plugins do: begin one, and see each save of it in the running gateway. */
package dev.chela.cli.command.dev;
