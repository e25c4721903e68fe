package dev.chela.cli.command;

import dev.chela.cli.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Jobs in words. */
final class CronWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private CronWords() {}

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()));
    }

    static String time(Json millis) {
        return millis.number().map(CronWords::time).orElse("");
    }

    static String when(Json schedule) {
        return switch (schedule.get("kind").text()) {
            case "at" -> "at " + schedule.get("at").text();
            case "every" -> "every " + schedule.get("everyMs").number().map(Duration::ofMillis).map(Ago::words).orElse("?");
            case "cron" -> schedule.get("expr").text() + (schedule.get("tz").isPresent() ? " (" + schedule.get("tz").text() + ")" : "");
            case "on-exit" -> "when it ends: " + schedule.get("command").text();
            default -> schedule.get("kind").text();
        };
    }

    static String last(Json job) {
        String status = job.get("lastRunStatus").text();
        return status.isEmpty() ? "" : status + ", " + Ago.since(job.get("lastRunAtMs"));
    }

    static String state(Json job) {
        return job.at("state.runningAtMs").isPresent() ? "running" : job.get("enabled").isTrue() ? "" : "disabled";
    }
}
