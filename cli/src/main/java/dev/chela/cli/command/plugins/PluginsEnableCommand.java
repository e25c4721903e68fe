package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "enable", description = "Take a plugin up again that was put aside.")
final class PluginsEnableCommand extends PluginsVerb {
    PluginsEnableCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.setEnabled", Json.object("pluginId", id(), "enabled", true));
    }

    @Override
    protected String words(Json answer) {
        return now(answer) + " is enabled.";
    }
}
