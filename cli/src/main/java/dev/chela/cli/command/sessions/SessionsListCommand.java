package dev.chela.cli.command.sessions;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.ModelName;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the sessions, the latest first.")
final class SessionsListCommand extends Question {
    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many.")
    private int limit;

    @Option(names = "--active", paramLabel = "MINUTES", description = "Only those used within so many minutes.")
    private Integer active;

    @Option(names = "--agent", paramLabel = "ID", description = "Only those of this agent.")
    private String agent;

    @Option(names = "--all-agents", description = "Those of all agents, as it is when no agent is named.")
    private boolean allAgents;

    SessionsListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        if (allAgents && agent != null) {
            throw Failure.usage("--all-agents and --agent " + agent + " do not go together.");
        }
        return caller.call("sessions.list", Json.object("limit", limit, "activeMinutes", active, "agentId", agent));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "SESSION", "TITLE", "MODEL", "TOKENS", "USED", "");
        for (Json session : answer.get("sessions").items()) {
            table.row(
                    session.get("key").text(),
                    session.get("label").text(session.get("displayName").text()),
                    ModelName.reference(session.get("modelProvider").text(), session.get("model").text()),
                    session.get("totalTokens").text(),
                    Times.since(session.get("updatedAt")),
                    session.get("hasActiveRun").isTrue() ? "running" : "");
        }
        return table.or("No sessions yet. Start one with: ./chela chat");
    }
}
