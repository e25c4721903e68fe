package dev.chela.cli.command.models;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.ModelName;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the models the gateway can use.")
final class ModelsListCommand extends Question {
    @Option(names = "--all", description = "Those that are known but not configured as well.")
    private boolean all;

    @Option(names = "--provider", paramLabel = "ID", description = "Only those of this provider.")
    private String provider;

    ModelsListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("models.list", Json.object("view", all ? "all" : null, "provider", provider));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "MODEL", "NAME", "CONTEXT", "");
        for (Json model : answer.get("models").items()) {
            table.row(
                    ModelName.reference(model.get("provider").text(), model.get("id").text()),
                    model.get("name").text(),
                    model.get("contextWindow").text(),
                    Json.of(false).equals(model.get("available")) ? "no key" : "");
        }
        return table.or("No models. Give the gateway a key, such as ANTHROPIC_API_KEY or OPENAI_API_KEY, and restart it.");
    }
}
