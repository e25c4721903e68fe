package dev.chela.cli.command.pairing;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code pairing} of the command line. */
public final class PairingCommands {
    private PairingCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("Who may write over channels.",
                new PairingListCommand(console),
                new PairingApproveCommand(console),
                new PairingRejectCommand(console),
                new PairingRemoveCommand(console));
    }
}
