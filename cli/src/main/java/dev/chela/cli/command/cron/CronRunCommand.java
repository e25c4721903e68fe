package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "run", description = "Start a run of a job now, beside its schedule.")
final class CronRunCommand extends CronChange {
    @Parameters(index = "0", paramLabel = "ID", description = "As chela cron list shows it.")
    private String id;

    @Option(names = "--due", description = "Only when it is due.")
    private boolean due;

    CronRunCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("cron.run", Json.object("id", id, "mode", due ? "due" : "force"));
    }

    @Override
    protected String words(Json answer) {
        return answer.get("enqueued").isTrue() ? "Started: run " + answer.get("runId").text() + ". What comes of it: chela cron runs " + id
                : "Not started: " + answer.get("reason").text() + ".";
    }

    @Override
    protected int exitCode(Json answer) {
        return answer.get("enqueued").isTrue() ? 0 : 1;
    }
}
