package dev.chela.cli.command.cron;

import dev.chela.cli.Console;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.ask.Table;
import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "runs", description = "Show what runs came to, the latest first.")
final class CronRunsCommand extends Question {
    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Of this job; of all when not said.")
    private String id;

    @Option(names = "--id", paramLabel = "ID", description = "The same.")
    private String named;

    @Option(names = "--run-id", paramLabel = "RUN", description = "Only this run.")
    private String run;

    @Option(names = "--status", paramLabel = "STATUS", description = "Only those: ok, error, skipped.")
    private String status;

    @Option(names = "--delivery-status", paramLabel = "STATUS", description = "Only those: delivered, not-delivered, unknown, not-requested.")
    private String delivery;

    @Option(names = "--query", paramLabel = "TEXT", description = "Only those with this in their words.")
    private String query;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many.")
    private int limit;

    CronRunsCommand(Console console) {
        super(console);
    }

    @Override
    protected Json ask(Caller caller) {
        String job = id == null ? named : id;
        return caller.call("cron.runs", Json.object("id", job, "scope", job == null ? "all" : "job", "runId", run, "status", status,
                "deliveryStatus", delivery, "query", query, "limit", limit));
    }

    @Override
    protected String words(Json answer) {
        Table table = new Table(console(), "BEGAN", "JOB", "STATUS", "TOOK", "TOKENS", "COST", "WHAT");
        for (Json entry : answer.get("entries").items()) {
            String cost = entry.get("costUsd").text();
            table.row(Times.time(entry.get("runAtMs")), entry.get("jobName").text(entry.get("jobId").text()), entry.get("status").text(),
                    Times.span(entry.get("durationMs")), entry.at("usage.total_tokens").text(), cost.isEmpty() ? "" : "$" + cost,
                    entry.get("error").text(entry.get("summary").text()));
        }
        return table.or("Nothing has run yet.");
    }
}
