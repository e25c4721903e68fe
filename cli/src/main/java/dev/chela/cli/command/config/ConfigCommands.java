package dev.chela.cli.command.config;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Group;
import picocli.CommandLine;

/** The word {@code config} of the command line. */
public final class ConfigCommands {
    private ConfigCommands() {}

    public static CommandLine of(Console console) {
        return Group.of("How the gateway is set up.",
                new ConfigGetCommand(console),
                new ConfigSetCommand(console),
                new ConfigUnsetCommand(console),
                new ConfigValidateCommand(console),
                new ConfigFileCommand(console),
                new ConfigSchemaCommand(console));
    }
}
