package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "install", description = "Install a jar from the gateway's machine, an address or a Maven repository, or put it in the place of the plugin's other build.")
final class PluginsInstallCommand extends PluginsJarVerb {
    @Option(names = "--update", description = "Only if the plugin is there already, in its place: the same as chela plugins upgrade.")
    private boolean update;

    PluginsInstallCommand(Console console) {
        super(console);
    }

    @Override
    protected String mode() {
        return update ? "update" : "install";
    }
}
