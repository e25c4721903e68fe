package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "why", description = "Show what a plugin takes from others and who has what is its, and so why it cannot work, or what an upgrade stirs.")
final class PluginsWhyCommand extends Question {
    @Parameters(index = "0", paramLabel = "ID", description = "As chela plugins list shows it.")
    private String id;

    PluginsWhyCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.why", Json.object("pluginId", id));
    }

    @Override
    protected String words(Json answer) {
        String title = answer.get("pluginId").text() + " " + answer.get("version").text();
        String problem = answer.get("problem").text();
        return title + (problem.isEmpty() ? " works." : " does not work: " + problem) + signature(answer) + wants(answer) + "\n\n"
                + table("WIRED TO", "OF", answer.get("wires")) + table("USES THE SERVICE", "OF", answer.get("uses"))
                + table("OFFERS THE SERVICE", "IN THE HANDS OF", answer.get("offers"))
                + table("AN EXCHANGE REFRESHES", "BECAUSE", answer.get("refreshed")).stripTrailing();
    }

    private static String wants(Json answer) {
        String words = answer.get("wants").items().stream().map(Json::text).collect(Collectors.joining(", "));
        return words.isEmpty() ? "" : "\nIt wants to reach " + words + ".";
    }

    private static String signature(Json answer) {
        String words = answer.at("signature.words").text();
        return words.isEmpty() ? "" : "\nIt is " + words + ".";
    }

    private String table(String what, String with, Json ties) {
        if (ties.items().isEmpty()) {
            return "";
        }
        Table table = new Table(console(), what, with);
        ties.items().forEach(tie -> table.row(tie.get("what").text(), tie.get("with").text("nobody")));
        return table.or("") + "\n\n";
    }
}
