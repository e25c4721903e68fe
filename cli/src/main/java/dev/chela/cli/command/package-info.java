/** The words of the command line. Each has a room, with one class for each second word: its flags, its request, its answer in words. */
package dev.chela.cli.command;
