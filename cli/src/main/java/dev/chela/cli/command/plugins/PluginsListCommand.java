package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the plugins, and the files in deploy/ that were refused.")
final class PluginsListCommand extends Question {
    private static final Map<String, String> LEVELS = Map.of("warn", "returned: ", "info", "note: ");

    PluginsListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.list", Json.object());
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "PLUGIN", "VERSION", "FROM", "STATE", "WHAT IT BRINGS");
        for (Json plugin : answer.get("plugins").items()) {
            table.row(plugin.get("id").text(), plugin.get("version").text(), plugin.get("origin").text(),
                    plugin.get("error").text(plugin.get("state").text()), plugin.get("description").text());
        }
        for (Json refused : answer.get("diagnostics").items()) {
            String level = LEVELS.getOrDefault(refused.get("level").text(), "refused: ");
            table.row(refused.get("source").text(), "", "deploy", level + refused.get("message").text(), "");
        }
        return table.or("No plugins are installed.");
    }
}
