package dev.chela.cli.command.webhooks;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "list", description = "Show who is told of events, and how it fares.")
final class WebhooksListCommand extends Question {
    WebhooksListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("webhooks.list", Json.object());
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "ENDPOINT", "URL", "EVENTS", "WAITING", "DEAD", "LOST", "LAST TAKEN", "");
        for (Json each : answer.get("endpoints").items()) {
            table.row(each.get("name").text(), each.get("url").text(), each.get("events").items().stream().map(Json::text).collect(Collectors.joining(",")),
                    each.get("pending").text(), each.get("dead").text(), each.get("lost").text(), Times.since(each.get("lastDeliveredAt")), state(each));
        }
        return table.or("Nobody is told of events. An address goes into webhooks.endpoints of the configuration.");
    }

    private static String state(Json endpoint) {
        if (!endpoint.get("configured").isTrue()) {
            return "not configured any more";
        }
        return endpoint.get("enabled").isTrue() ? endpoint.get("lastError").text("") : "off";
    }
}
