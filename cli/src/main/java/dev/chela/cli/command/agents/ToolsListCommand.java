package dev.chela.cli.command.agents;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the tools agents may use.")
final class ToolsListCommand extends Question {
    @Option(names = "--agent", paramLabel = "ID", description = "Those of this agent.")
    private String agent;

    @Option(names = {"--session", "--session-key"}, paramLabel = "KEY", description = "Those a session has in effect.")
    private String session;

    ToolsListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return session == null
                ? caller.call("tools.catalog", Json.object("agentId", agent))
                : caller.call("tools.effective", Json.object("sessionKey", session, "agentId", agent));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "TOOL", "GROUP", "WHAT IT DOES");
        for (Json group : answer.get("groups").items()) {
            for (Json tool : group.get("tools").items()) {
                String first = tool.get("description").text().lines().findFirst().orElse("");
                table.row(tool.get("id").text(), group.get("label").text(group.get("id").text()), first);
            }
        }
        return table.or("No tools are installed.");
    }
}
