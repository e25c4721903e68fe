/** What agents know how to do. */
package dev.chela.cli.command.skills;
