package dev.chela.cli.command.devices;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code devices} of the command line. */
public final class DevicesCommands {
    private DevicesCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What may connect.",
                new DevicesListCommand(console),
                new DevicesApproveCommand(console),
                new DevicesRejectCommand(console),
                new DevicesRemoveCommand(console),
                new DevicesRotateCommand(console),
                new DevicesRevokeCommand(console));
    }
}
