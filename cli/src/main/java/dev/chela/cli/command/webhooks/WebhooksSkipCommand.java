package dev.chela.cli.command.webhooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "skip", description = "Give a dead letter up, or all of an endpoint when none is named; what waited behind it is posted.")
final class WebhooksSkipCommand extends WebhookChange {
    @Parameters(index = "1", arity = "0..1", paramLabel = "EVENT", description = "This one alone.")
    private String event;

    WebhooksSkipCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("webhooks.skip", Json.object("endpoint", endpoint(), "id", event));
    }

    @Override
    protected String words(Json answer) {
        return events(answer.get("skipped").number().orElse(0L)) + " given up; " + endpoint() + " hears of what came after.";
    }
}
