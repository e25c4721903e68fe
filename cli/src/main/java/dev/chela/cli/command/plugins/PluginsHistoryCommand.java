package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "List the generations of a plugin of which a copy is kept, the present one first.")
final class PluginsHistoryCommand extends Question {
    private static final int SHOWN = 12;

    @Parameters(index = "0", paramLabel = "ID", description = "As chela plugins list shows it.")
    private String id;

    PluginsHistoryCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.history", Json.object("pluginId", id));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "VERSION", "SHA-256", "SINCE", "UNTIL");
        for (Json generation : answer.get("generations").items()) {
            String sha256 = generation.get("sha256").text();
            table.row(generation.get("version").text(), sha256.substring(0, Math.min(SHOWN, sha256.length())),
                    generation.get("since").number().map(Times::time).orElse(""), generation.get("until").number().map(Times::time).orElse("now"));
        }
        return table.or("No generation of " + id + " is kept.");
    }
}
