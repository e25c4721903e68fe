/** What an agent remembers. */
package dev.chela.cli.command.memory;
