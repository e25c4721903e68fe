package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the jobs, the next one first.")
final class CronListCommand extends Question {
    @Option(names = "--all", description = "Those that are disabled as well.")
    private boolean all;

    @Option(names = "--agent", paramLabel = "ID", description = "Only those of this agent.")
    private String agent;

    CronListCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        return caller.call("cron.list", Json.object("includeDisabled", all, "limit", 200, "offset", 0, "agentId", agent));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "ID", "NAME", "WHEN", "NEXT", "LAST", "");
        for (Json job : answer.get("jobs").items()) {
            table.row(job.get("id").text(), job.get("name").text(), CronWords.when(job.get("schedule")), Times.time(job.get("nextRunAtMs")),
                    CronWords.last(job), CronWords.state(job));
        }
        return table.or("No jobs. Add one with: chela cron add --every 1h --message \"…\"");
    }
}
