package dev.chela.cli.command.cron;

import dev.chela.cli.json.Json;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a job does when things do not go as planned, as it is typed. */
final class CronPolicy {
    @Option(names = "--misfire", paramLabel = "HOW", description = "What was missed while the gateway was away: skip, once or all.")
    private String misfire;

    @Option(names = "--overlap", paramLabel = "HOW", description = "When it is due and still runs: skip, queue or parallel.")
    private String overlap;

    @Option(names = "--retries", paramLabel = "N", description = "How often a failed run is repeated.")
    private Integer retries;

    Optional<Json> policy() {
        return misfire == null && overlap == null && retries == null ? Optional.empty()
                : Optional.of(Json.object("misfire", misfire, "overlap", overlap, "retries", retries));
    }
}
