package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Facts;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Show whether jobs run, where they stand, and which of them cannot be understood.")
final class CronStatusCommand extends Question {
    CronStatusCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("cron.status", Json.object());
    }

    @Override
    protected String words(Json answer) {
        Facts facts = new Facts(console());
        facts.add("Jobs", answer.get("jobs").text() + (answer.get("enabled").isTrue() ? "" : ", and cron.enabled is false: none of them runs"));
        facts.add("Next", Times.time(answer.get("nextWakeAtMs")));
        facts.add("File", answer.get("storePath").text());
        facts.add("Faulty", answer.get("faulty").items().stream().map(Json::text).collect(Collectors.joining("\n")));
        return facts.toString();
    }
}
