package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Version;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "info", aliases = "inspect", description = "Show one plugin: its version, where it comes from and what it brings.")
final class PluginsInfoCommand extends Question {
    @Parameters(index = "0", paramLabel = "ID", description = "As chela plugins list shows it.")
    private String id;

    PluginsInfoCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.inspect", Json.object("pluginId", id));
    }

    @Override
    protected String words(Json answer) {
        Json plugin = answer.get("plugin");
        Facts facts = new Facts(console());
        facts.add("Plugin", plugin.get("id").text());
        facts.add("Version", plugin.get("version").text());
        facts.add("State", plugin.get("enabled").isTrue() ? "enabled" : "disabled");
        facts.add("Description", plugin.get("description").text());
        facts.add("From", plugin.get("origin").text());
        facts.add("File", answer.get("source").get("spec").text());
        facts.add("SHA-256", answer.get("source").get("integrity").text());
        facts.add("Signature", answer.at("trust.reasons").items().stream().map(Json::text).collect(Collectors.joining("; ")));
        return facts.toString();
    }
}
