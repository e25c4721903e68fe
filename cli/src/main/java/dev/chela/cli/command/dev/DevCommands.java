package dev.chela.cli.command.dev;

import dev.chela.cli.Console;
import picocli.CommandLine;

/** The word {@code dev} of the command line. */
public final class DevCommands {
    private DevCommands() {}

    public static CommandLine of(Console console) {
        return new CommandLine(new DevCommand(console)).addSubcommand(new DevNewCommand(console));
    }
}
