package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rm", aliases = {"remove", "delete"}, description = "Remove a job. What its runs came to stays in the log for a while.")
final class CronRmCommand extends CronChange {
    @Parameters(index = "0", paramLabel = "ID", description = "As chela cron list shows it.")
    private String id;

    CronRmCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("cron.remove", Json.object("id", id));
    }

    @Override
    protected String words(Json answer) {
        return "Removed: job " + id + ".";
    }
}
