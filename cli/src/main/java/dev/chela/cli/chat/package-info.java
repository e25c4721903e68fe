/** The terminal chat: what is said on the wire becomes lines on a screen, and back; it knows no picocli, and only {@code TerminalScreen} knows JLine. */
package dev.chela.cli.chat;
