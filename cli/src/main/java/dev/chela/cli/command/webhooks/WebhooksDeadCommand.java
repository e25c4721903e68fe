package dev.chela.cli.command.webhooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "dead", description = "Show the events that were not taken and hold the rest of their conversation, oldest first.")
final class WebhooksDeadCommand extends Question {
    @Parameters(index = "0", arity = "0..1", paramLabel = "ENDPOINT", description = "Of this one; of all when not said.")
    private String endpoint;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most so many.")
    private int limit;

    WebhooksDeadCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("webhooks.deadLetters", Json.object("endpoint", endpoint, "limit", limit));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "ENDPOINT", "EVENT", "TYPE", "SESSION", "WHEN", "TRIED", "HOLDS", "WHY");
        for (Json each : answer.get("deadLetters").items()) {
            table.row(each.get("endpoint").text(), each.get("id").text(), each.get("type").text(), each.get("sessionKey").text("(the gateway)"),
                    Times.since(each.get("at")), each.get("attempts").text(), each.get("held").text(), each.get("error").text());
        }
        return table.or("No dead letters.");
    }
}
