package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "uninstall", aliases = "remove", description = "Delete a plugin's jar; a copy is kept for thirty days.")
final class PluginsUninstallCommand extends PluginsVerb {
    PluginsUninstallCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.uninstall", Json.object("pluginId", id()));
    }

    @Override
    protected String words(Json answer) {
        return answer.get("pluginId").text() + " is gone. To bring it back: chela plugins rollback " + id();
    }
}
