package dev.chela.cli.command.models;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code models} of the command line. */
public final class ModelsCommands {
    private ModelsCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What answers.",
                new ModelsListCommand(console),
                new ModelsStatusCommand(console),
                new ModelsSetCommand(console));
    }
}
