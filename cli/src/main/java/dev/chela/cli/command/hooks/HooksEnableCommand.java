package dev.chela.cli.command.hooks;

import dev.chela.cli.Console;
import picocli.CommandLine.Command;

@Command(name = "enable", description = "Enable a hook in a folder.")
final class HooksEnableCommand extends HooksSwitch {
    HooksEnableCommand(Console console) {
        super(console, true);
    }
}
