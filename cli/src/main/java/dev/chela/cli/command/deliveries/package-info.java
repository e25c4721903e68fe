/** What did not arrive. */
package dev.chela.cli.command.deliveries;
