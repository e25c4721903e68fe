package dev.chela.cli.command.plugins;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the keys whose plugins are trusted, and which plugins bear no such signature.")
final class TrustListCommand extends Question {
    TrustListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("plugins.trust.list", Json.object());
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "KEY (SHA-256)", "NAME", "FILE");
        answer.get("keys").items().forEach(key -> table.row(key.get("fingerprint").text(), key.get("name").text(), key.get("file").text()));
        String unsure = answer.get("plugins").items().stream().filter(plugin -> !plugin.at("signature.state").text().equals("trusted"))
                .map(plugin -> "\n" + plugin.get("file").text() + " is " + plugin.at("signature.words").text()).collect(Collectors.joining());
        String problems = answer.get("problems").items().stream().map(problem -> "\ntrust/: " + problem.text()).collect(Collectors.joining());
        return table.or("No key is trusted.") + "\n\nPolicy: " + answer.get("policy").text() + " (plugins.trust.policy)" + unsure + problems;
    }
}
