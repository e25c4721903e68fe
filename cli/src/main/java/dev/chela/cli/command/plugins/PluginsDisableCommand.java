package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "disable", description = "Put a plugin aside; its jar stays.")
final class PluginsDisableCommand extends PluginsVerb {
    PluginsDisableCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.setEnabled", Json.object("pluginId", id(), "enabled", false));
    }

    @Override
    protected String words(Json answer) {
        return now(answer) + " is disabled.";
    }
}
