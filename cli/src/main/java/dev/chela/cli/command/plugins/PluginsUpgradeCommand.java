package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import picocli.CommandLine.Command;

@Command(name = "upgrade", aliases = "update", description = "Put a jar in the place of the plugin's present build.")
final class PluginsUpgradeCommand extends PluginsJarVerb {
    PluginsUpgradeCommand(Console console) {
        super(console);
    }

    @Override
    protected String mode() {
        return "update";
    }
}
