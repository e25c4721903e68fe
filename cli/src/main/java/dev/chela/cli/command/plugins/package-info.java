/** What was added. */
package dev.chela.cli.command.plugins;
