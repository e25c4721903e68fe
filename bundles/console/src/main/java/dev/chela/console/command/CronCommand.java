package dev.chela.console.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.Schedule;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;

@Service
@Command(scope = "chela", name = "cron", description = "Lists jobs and what their runs came to, and starts, enables, disables or removes one.")
public final class CronCommand extends HouseCommand {
    private static final int SHOWN = 50;

    @Argument(index = 0, name = "what", description = "list, runs, run, enable, disable, rm or status")
    @Completion(value = StringsCompleter.class, values = {"list", "runs", "run", "enable", "disable", "rm", "status"})
    private String what = "list";

    @Argument(index = 1, name = "job", description = "Its id")
    @Completion(JobNames.class)
    private @Nullable String id;

    @Reference
    private Schedule schedule;

    @Override
    void run(PrintStream out) {
        switch (what) {
            case "list" -> list(out);
            case "runs" -> runs(out);
            case "run" -> start(out);
            case "enable" -> turn(true, out);
            case "disable" -> turn(false, out);
            case "rm" -> remove(out);
            case "status" -> status(out);
            default -> throw new Permanent("'" + what + "' is none of list, runs, run, enable, disable, rm, status");
        }
    }

    private void list(PrintStream out) {
        Table jobs = new Table("There are no jobs.", "Id", "Name", "State", "Next", "Last", "When");
        schedule.jobs().forEach(job -> jobs.row(job.path("id").asText(), job.path("name").asText(), state(job), time(job.path("nextRunAtMs")),
                job.path("lastRunStatus").asText(), Json.write(job.path("schedule"))));
        print(jobs, out);
    }

    private static String state(JsonNode job) {
        return job.path("state").has("runningAtMs") ? "running" : job.path("enabled").asBoolean() ? "waits" : "disabled";
    }

    private static String time(JsonNode millis) {
        return millis.isNumber() ? Instant.ofEpochMilli(millis.asLong()).toString() : "";
    }

    private void runs(PrintStream out) {
        Table runs = new Table("Nothing has run yet.", "Began", "Job", "Status", "Took", "What");
        schedule.log(Optional.ofNullable(id)).stream().limit(SHOWN).forEach(entry -> runs.row(time(entry.path("runAtMs")),
                entry.path("jobName").asText(), entry.path("status").asText(), Duration.ofMillis(entry.path("durationMs").asLong()),
                entry.path("error").asText(entry.path("summary").asText())));
        print(runs, out);
    }

    private void start(PrintStream out) {
        Schedule.Started started = schedule.run(known(), Schedule.Mode.FORCE);
        out.println(Plain.line(started.reason().isEmpty() ? "Started: " + started.runId() : "Not started: " + started.reason()));
    }

    private void turn(boolean on, PrintStream out) {
        ObjectNode patch = Json.object().put("enabled", on);
        ObjectNode job = schedule.update(known(), patch, "");
        out.println(Plain.line("\"" + job.path("name").asText() + "\" is " + (on ? "enabled, next " + time(job.path("nextRunAtMs")) : "disabled")));
    }

    private void remove(PrintStream out) {
        schedule.remove(known());
        out.println(Plain.line("Removed: " + id));
    }

    private String known() {
        return Optional.ofNullable(id).filter(given -> schedule.job(given).isPresent())
                .orElseThrow(() -> new Permanent("there is no job '" + (id == null ? "" : id) + "'; chela:cron lists those there are"));
    }

    private void status(PrintStream out) {
        Schedule.Status status = schedule.status();
        out.println(Plain.line(status.jobs() + " jobs in " + status.file() + (status.enabled() ? "" : "; cron.enabled is false: none of them runs")));
        status.nextAt().ifPresent(next -> out.println("Next: " + Instant.ofEpochMilli(next)));
        status.faulty().forEach(fault -> out.println(Plain.line("Not run: " + fault)));
    }
}
