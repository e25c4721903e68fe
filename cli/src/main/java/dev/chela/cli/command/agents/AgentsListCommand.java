package dev.chela.cli.command.agents;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the agents.")
final class AgentsListCommand extends Question {
    @Option(names = "--bindings", description = "With what is led to each.")
    private boolean bindings;

    AgentsListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        Json agents = caller.call("agents.list", Json.object());
        return !bindings ? agents : Json.object("defaultId", agents.get("defaultId"), "agents", agents.get("agents"),
                "bindings", Bindings.of(caller.call("config.get", Json.object()).get("sourceConfig")));
    }

    @Override
    protected String words(Json answer) {
        String defaultId = answer.get("defaultId").text();
        Table table = new Table(console(), "AGENT", "NAME", "MODEL", "WORKSPACE", "");
        for (Json agent : answer.get("agents").items()) {
            String id = agent.get("id").text();
            table.row(
                    id,
                    agent.at("identity.name").text(agent.get("name").text()),
                    agent.at("model.primary").text(),
                    agent.get("workspace").text(),
                    id.equals(defaultId) ? "default" : "");
        }
        return table.or("No agents.") + (bindings ? "\n\n" + Bindings.words(console(), answer.get("bindings").items()) : "");
    }
}
