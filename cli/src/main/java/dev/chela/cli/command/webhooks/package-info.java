/** Who is told of events. */
package dev.chela.cli.command.webhooks;
