package dev.chela.cli.command.agents;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code tools} of the command line. */
public final class ToolsCommands {
    private ToolsCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What agents may do.",
                new ToolsListCommand(console));
    }
}
