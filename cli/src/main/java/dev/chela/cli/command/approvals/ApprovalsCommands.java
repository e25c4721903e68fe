package dev.chela.cli.command.approvals;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code approvals} of the command line. */
public final class ApprovalsCommands {
    private ApprovalsCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What runs without a person's word.",
                new ApprovalsListCommand(console),
                new ApprovalsAllowCommand(console),
                new ApprovalsForgetCommand(console));
    }
}
