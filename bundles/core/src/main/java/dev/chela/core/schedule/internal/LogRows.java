package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step.Change;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of the schedule: what is known of each job, and its runs. A run stands there from the commit that fires it. */
final class LogRows {
    /** Of one job; older ones give way. */
    static final int MOST = 2000;
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE cron_job (id TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE cron_run (id TEXT PRIMARY KEY, job TEXT NOT NULL, state TEXT NOT NULL, boot TEXT NOT NULL DEFAULT '',"
                    + " scheduled INTEGER NOT NULL, attempt INTEGER NOT NULL, began INTEGER NOT NULL, ended INTEGER NOT NULL DEFAULT 0,"
                    + " post TEXT NOT NULL DEFAULT '', entry TEXT NOT NULL)",
            "CREATE INDEX cron_run_open ON cron_run (job) WHERE state <> 'done'",
            "CREATE INDEX cron_run_ended ON cron_run (ended) WHERE state = 'done'",
            "CREATE INDEX cron_run_post ON cron_run (post) WHERE post <> ''"),
            List.of("CREATE INDEX cron_run_log ON cron_run (job, ended) WHERE state = 'done'"));

    private final Ledger ledger;

    LogRows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("schedule", MIGRATIONS);
    }

    /** What becomes of a run. */
    enum Stage {
        /** Fired; of a command nothing has begun. */
        QUEUED,
        /** Its command runs, in the process that the row names. */
        RUNNING,
        DONE
    }

    /**
     * A run as it stands on disk.
     *
     * @param boot of the process that runs its command; empty before
     * @param attempt 0 for the first
     * @param post what is on its way because of it: webhook addresses; empty for nothing
     * @param entry of the log, as far as it is known
     */
    record Run(String id, String job, Stage stage, String boot, long scheduled, int attempt, long began, String post, ObjectNode entry) {}

    Map<String, JobState> states() {
        Map<String, JobState> states = new TreeMap<>();
        ledger.read("SELECT id, state FROM cron_job", row -> Map.entry(text(row, "id"), JobState.read(text(row, "state"))))
                .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
        return states;
    }

    static Change save(String job, JobState state) {
        return Change.of("INSERT INTO cron_job (id, state) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state", job, state.write());
    }

    static Change forget(String job) {
        return Change.of("DELETE FROM cron_job WHERE id = ?", job);
    }

    /** Refused when the same time has fired already. */
    static Change fire(Run run) {
        return Change.one("INSERT INTO cron_run (id, job, state, scheduled, attempt, began, entry) VALUES (?, ?, 'queued', ?, ?, ?, ?)"
                + " ON CONFLICT DO NOTHING", run.id(), run.job(), run.scheduled(), run.attempt(), run.began(), Json.write(run.entry()));
    }

    static Change begin(String run, String boot) {
        return Change.one("UPDATE cron_run SET state = 'running', boot = ? WHERE id = ? AND state = 'queued'", boot, run);
    }

    /** Refused when it has ended already. */
    static Change end(String run, ObjectNode entry, long at, String post) {
        return Change.one("UPDATE cron_run SET state = 'done', entry = ?, ended = ?, post = ? WHERE id = ? AND state <> 'done'",
                Json.write(entry), at, post, run);
    }

    static Change posted(String run) {
        return Change.of("UPDATE cron_run SET post = '' WHERE id = ?", run);
    }

    static Change amend(String run, ObjectNode entry) {
        return Change.of("UPDATE cron_run SET entry = ? WHERE id = ?", Json.write(entry), run);
    }

    static Change forgetBefore(long time) {
        return Change.of("DELETE FROM cron_run WHERE state = 'done' AND ended < ? AND post = ''", time);
    }

    static Change forgetMost(String job) {
        return Change.of("DELETE FROM cron_run WHERE state = 'done' AND post = '' AND job = ? AND ended < (SELECT ended FROM cron_run"
                + " WHERE state = 'done' AND job = ? ORDER BY ended DESC LIMIT 1 OFFSET " + (MOST - 1) + ")", job, job);
    }

    Optional<Run> find(String id) {
        return ledger.one("SELECT * FROM cron_run WHERE id = ?", LogRows::run, id);
    }

    List<Run> open() {
        return ledger.read("SELECT * FROM cron_run WHERE state <> 'done' ORDER BY began, rowid", LogRows::run);
    }

    List<Run> toPost() {
        return ledger.read("SELECT * FROM cron_run WHERE post <> '' ORDER BY ended", LogRows::run);
    }

    /** @param job empty for all */
    List<ObjectNode> log(String job) {
        String all = "SELECT entry FROM cron_run WHERE state = 'done'";
        String latestFirst = " ORDER BY ended DESC, rowid DESC";
        return job.isEmpty() ? ledger.read(all + latestFirst, LogRows::entry) : ledger.read(all + " AND job = ?" + latestFirst, LogRows::entry, job);
    }

    private static ObjectNode entry(Row row) {
        return (ObjectNode) Json.read(text(row, "entry"));
    }

    private static Run run(Row row) {
        return new Run(text(row, "id"), text(row, "job"), Stage.valueOf(text(row, "state").toUpperCase(Locale.ROOT)), text(row, "boot"),
                row.number("scheduled"), (int) row.number("attempt"), row.number("began"), text(row, "post"), entry(row));
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }
}
