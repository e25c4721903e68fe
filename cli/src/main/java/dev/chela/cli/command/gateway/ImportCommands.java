package dev.chela.cli.command.gateway;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code import} of the command line. */
public final class ImportCommands {
    private ImportCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("Bring over what another assistant has.",
                new ImportOpenclawCommand(console));
    }
}
