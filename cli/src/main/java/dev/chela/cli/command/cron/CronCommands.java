package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code cron} of the command line. */
public final class CronCommands {
    private CronCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What happens by itself.",
                new CronListCommand(console),
                new CronShowCommand(console),
                new CronAddCommand(console),
                new CronEditCommand(console),
                new CronRunCommand(console),
                new CronRunsCommand(console),
                new CronRmCommand(console),
                new CronEnableCommand(console),
                new CronDisableCommand(console),
                new CronStatusCommand(console));
    }
}
