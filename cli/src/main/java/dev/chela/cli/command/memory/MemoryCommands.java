package dev.chela.cli.command.memory;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code memory} of the command line. */
public final class MemoryCommands {
    private MemoryCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("What an agent remembers.",
                new MemorySearchCommand(console),
                new MemoryStatusCommand(console),
                new MemoryIndexCommand(console));
    }
}
