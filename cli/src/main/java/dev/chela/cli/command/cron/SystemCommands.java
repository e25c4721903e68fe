package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code system} of the command line. */
public final class SystemCommands {
    private SystemCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What happens without anybody asking.",
                new SystemEventCommand(console),
                new SystemHeartbeatCommand(console));
    }
}
