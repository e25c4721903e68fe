package dev.chela.cli.command.channels;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code channels} of the command line. */
public final class ChannelsCommands {
    private ChannelsCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("Where messages come from.",
                new ChannelsStatusCommand(console),
                new ChannelsAddCommand(console));
    }
}
