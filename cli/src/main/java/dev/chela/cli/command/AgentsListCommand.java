package dev.chela.cli.command;

import dev.chela.cli.Console;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List the agents.")
final class AgentsListCommand extends Question {
    AgentsListCommand(Console console) {
        super(console);
    }

    @Override
    Json ask(Caller caller) {
        return caller.call("agents.list", Json.object());
    }

    @Override
    String words(Json answer) {
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
        return table.or("No agents.");
    }
}
