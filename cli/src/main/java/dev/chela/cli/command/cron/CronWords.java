package dev.chela.cli.command.cron;

import dev.chela.cli.ask.Times;
import dev.chela.cli.json.Json;
import java.time.Duration;

/** Jobs in words. */
final class CronWords {
    private CronWords() {}

    static String when(Json schedule) {
        return switch (schedule.get("kind").text()) {
            case "at" -> "at " + schedule.get("at").text();
            case "every" -> "every " + schedule.get("everyMs").number().map(Duration::ofMillis).map(Times::words).orElse("?");
            case "cron" -> schedule.get("expr").text() + (schedule.get("tz").isPresent() ? " (" + schedule.get("tz").text() + ")" : "");
            case "on-exit" -> "when it ends: " + schedule.get("command").text();
            default -> schedule.get("kind").text();
        };
    }

    static String last(Json job) {
        String status = job.get("lastRunStatus").text();
        return status.isEmpty() ? "" : status + ", " + Times.since(job.get("lastRunAtMs"));
    }

    static String state(Json job) {
        return job.at("state.runningAtMs").isPresent() ? "running" : job.get("enabled").isTrue() ? "" : "disabled";
    }
}
