package dev.chela.cli.command.deliveries;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Show what did not arrive, or may not have, oldest first.")
final class DeliveriesListCommand extends Question {
    @Option(names = "--waiting", description = "What is still to leave instead.")
    private boolean waiting;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most so many.")
    private int limit;

    DeliveriesListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("deliveries.list", Json.object("waiting", waiting, "limit", limit));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "KEY", "CHANNEL", "TO", "WHAT", "STATE", "TRIED", "WHEN", "WHY");
        for (Json each : answer.get("deliveries").items()) {
            table.row(each.get("key").text(), each.get("channel").text() + "/" + each.get("accountId").text(), each.get("to").text(),
                    each.get("kind").text() + (each.get("text").text().isEmpty() ? "" : ": " + each.get("text").text()), each.get("state").text(),
                    each.get("attempts").text(), Times.since(each.get("queuedAt")), each.get("error").text());
        }
        return table.or(waiting ? "Nothing waits." : "Everything arrived.");
    }
}
