/** What may connect. */
package dev.chela.cli.command.devices;
