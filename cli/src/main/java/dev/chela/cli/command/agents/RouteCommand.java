package dev.chela.cli.command.agents;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.json.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "route", description = "Say where a message over a channel would go.")
public final class RouteCommand extends Question {
    @Option(names = "--channel", paramLabel = "ID", required = true, description = "The channel it comes over, telegram for example.")
    private String channel;

    @Option(names = "--peer", paramLabel = "KIND:ID", required = true, description = "direct:ID for a person, group:ID or channel:ID for a room.")
    private String peer;

    @Option(names = "--account", paramLabel = "ID", description = "The channel's account; its default one when left out.")
    private String account;

    @Option(names = "--thread", paramLabel = "ID", description = "The thread or topic.")
    private String thread;

    @Option(names = "--space", paramLabel = "ID", description = "The guild, team or workspace.")
    private String space;

    @Option(names = "--role", paramLabel = "ID", description = "A role of the sender there; may be repeated.")
    private List<String> roles;

    @Option(names = "--text", paramLabel = "TEXT", description = "What it says: who of several is meant may stand there.")
    private String text;

    @Option(names = "--explain", description = "Show every rule, and why it fits or not.")
    private boolean explain;

    public RouteCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("route.explain", Json.object("channel", channel, "peer", peer, "accountId", account, "threadId", thread,
                "space", space, "roles", roles, "text", text));
    }

    @Override
    protected String words(Json answer) {
        StringBuilder out = new StringBuilder();
        for (Json target : answer.get("targets").items()) {
            out.append("To agent ").append(target.get("agentId").text()).append(", session ").append(target.get("sessionKey").text()).append('\n');
        }
        out.append(answer.get("targets").items().isEmpty() ? "To nobody: " : "Because of ").append(answer.get("why").text())
                .append(" (").append(answer.get("matchedBy").text()).append(')');
        return explain ? out + "\n\n" + rules(answer) : out.toString();
    }

    private String rules(Json answer) {
        Table table = new Table(console(), "RULE", "AGENT", "FITS");
        for (Json rule : answer.get("rules").items()) {
            table.row(rule.get("place").text(), rule.get("agentId").text(),
                    rule.get("tier").isPresent() ? "yes, " + rule.get("tier").text() : "no: " + rule.get("why").text());
        }
        return table.or("There are no bindings.");
    }

    @Override
    protected int exitCode(Json answer) {
        return answer.get("targets").items().isEmpty() ? 1 : 0;
    }
}
