package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code gateway} of the command line. */
public final class GatewayCommands {
    private GatewayCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("The gateway itself.",
                new GatewayStatusCommand(console),
                new HealthCommand(console),
                new GatewayProbeCommand(console),
                new CallCommand(console));
    }
}
