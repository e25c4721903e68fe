/** What every command is made of: how it finds its gateway, asks it, and shows the answer. */
package dev.chela.cli.ask;
