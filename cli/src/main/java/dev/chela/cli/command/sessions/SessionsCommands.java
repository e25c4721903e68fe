package dev.chela.cli.command.sessions;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code sessions} of the command line. */
public final class SessionsCommands {
    private SessionsCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("The conversations.",
                new SessionsListCommand(console),
                new SessionsCleanupCommand(console));
    }
}
