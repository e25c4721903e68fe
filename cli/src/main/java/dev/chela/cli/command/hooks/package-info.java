/** What looks at what happens. */
package dev.chela.cli.command.hooks;
