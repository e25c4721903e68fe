package dev.chela.cli.command.agents;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code agents} of the command line. */
public final class AgentsCommands {
    private AgentsCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("Who answers.",
                new AgentsListCommand(console),
                new AgentsAddCommand(console),
                new AgentsDeleteCommand(console),
                new AgentsSetIdentityCommand(console));
    }
}
