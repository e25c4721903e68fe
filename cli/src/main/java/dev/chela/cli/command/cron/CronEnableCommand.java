package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "enable", description = "Use a job again.")
final class CronEnableCommand extends CronChange {
    @Parameters(index = "0", paramLabel = "ID", description = "As chela cron list shows it.")
    private String id;

    CronEnableCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("cron.update", Json.object("id", id, "patch", Json.object("enabled", true)));
    }

    @Override
    protected String words(Json job) {
        return "Job " + job.get("id").text() + " \"" + job.get("name").text() + "\" is enabled.";
    }
}
