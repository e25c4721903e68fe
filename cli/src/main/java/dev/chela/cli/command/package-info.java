/** One class for each word of the command line: its flags, its request, its answer in words; what several share is {@code Access} and {@code Caller}. */
package dev.chela.cli.command;
