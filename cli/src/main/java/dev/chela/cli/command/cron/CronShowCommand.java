package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", aliases = "get", description = "Show all of a job: when, what, where to, and what came of it.")
final class CronShowCommand extends Question {
    @Parameters(index = "0", paramLabel = "ID", description = "As chela cron list shows it.")
    private String id;

    CronShowCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("cron.get", Json.object("id", id));
    }

    @Override
    protected String words(Json job) {
        Facts facts = new Facts(console());
        facts.add("Job", job.get("id").text() + " \"" + job.get("name").text() + "\"");
        facts.add("About", job.get("description").text());
        facts.add("Agent", job.get("agentId").text());
        facts.add("When", CronWords.when(job.get("schedule")));
        facts.add("What", what(job.get("payload")));
        facts.add("Where", job.get("sessionTarget").text());
        facts.add("Result", where(job.get("delivery")));
        facts.add("Next", Times.time(job.get("nextRunAtMs")));
        facts.add("Last", CronWords.last(job));
        facts.add("Fault", job.at("state.lastError").text());
        facts.add("State", CronWords.state(job));
        return facts.toString();
    }

    private static String what(Json payload) {
        return switch (payload.get("kind").text()) {
            case "agentTurn" -> payload.get("message").text();
            case "systemEvent" -> "event: " + payload.get("text").text();
            default -> payload.get("kind").text() + ": " + payload.get("argv");
        };
    }

    private static String where(Json delivery) {
        String mode = delivery.get("mode").text();
        String to = (delivery.get("channel").text() + " " + delivery.get("to").text()).strip();
        return to.isEmpty() ? mode : mode + " to " + to;
    }
}
