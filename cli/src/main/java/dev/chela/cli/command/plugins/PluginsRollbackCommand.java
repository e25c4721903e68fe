package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "rollback", description = "Go back to an earlier generation, also of a plugin that is gone.")
final class PluginsRollbackCommand extends PluginsVerb {
    @Option(names = "--to", paramLabel = "SHA256", description = "Which, by the beginning of its SHA-256; the one before when not said.")
    private String to;

    PluginsRollbackCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.rollback", Json.object("pluginId", id(), "sha256", to));
    }

    @Override
    protected String words(Json answer) {
        return now(answer) + " is in place. To see the others: chela plugins history " + id();
    }
}
