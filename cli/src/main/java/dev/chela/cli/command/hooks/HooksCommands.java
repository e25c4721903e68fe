package dev.chela.cli.command.hooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code hooks} of the command line. */
public final class HooksCommands {
    private HooksCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What looks at what happens.",
                new HooksListCommand(console),
                new HooksInfoCommand(console),
                new HooksCheckCommand(console),
                new HooksEnableCommand(console),
                new HooksDisableCommand(console));
    }
}
