package dev.chela.cli.command.deliveries;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code deliveries} of the command line. */
public final class DeliveriesCommands {
    private DeliveriesCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What did not arrive.",
                new DeliveriesListCommand(console),
                new DeliveriesResendCommand(console),
                new DeliveriesDismissCommand(console));
    }
}
