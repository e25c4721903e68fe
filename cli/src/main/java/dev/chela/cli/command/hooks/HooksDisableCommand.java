package dev.chela.cli.command.hooks;

import dev.chela.cli.Console;
import picocli.CommandLine.Command;

@Command(name = "disable", description = "Disable a hook in a folder.")
final class HooksDisableCommand extends HooksSwitch {
    HooksDisableCommand(Console console) {
        super(console, false);
    }
}
