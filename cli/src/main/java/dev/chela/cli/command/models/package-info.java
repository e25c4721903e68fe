/** What answers. */
package dev.chela.cli.command.models;
