package dev.chela.cli.command.webhooks;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "replay", description = "Post again: a dead letter, all of them when none is named, or all that happened since a time.")
final class WebhooksReplayCommand extends WebhookChange {
    @Parameters(index = "1", arity = "0..1", paramLabel = "EVENT", description = "This one alone.")
    private String event;

    @Option(names = "--since", paramLabel = "TIME", description = "Everything since then, delivered or not: 2026-07-01T09:00:00Z.")
    private String since;

    WebhooksReplayCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("webhooks.replay", Json.object("endpoint", endpoint(), "id", event, "since", since == null ? null : millis(since)));
    }

    private static long millis(String time) {
        try {
            return Instant.parse(time).toEpochMilli();
        } catch (DateTimeParseException unreadable) {
            throw Failure.usage("--since " + time + " is no time of the form 2026-07-01T09:00:00Z");
        }
    }

    @Override
    protected String words(Json answer) {
        return events(answer.get("replayed").number().orElse(0L)) + " on the way to " + endpoint() + " again.";
    }
}
