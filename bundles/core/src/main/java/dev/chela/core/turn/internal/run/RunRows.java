package dev.chela.core.turn.internal.run;

import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.Runs;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables of runs and of tool calls that began. Values in, values out: what they mean is the turn's. */
public final class RunRows {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE run (id TEXT PRIMARY KEY, session TEXT NOT NULL, state TEXT NOT NULL, boot TEXT NOT NULL,"
                    + " attempt INTEGER NOT NULL, model TEXT NOT NULL DEFAULT '', text TEXT NOT NULL DEFAULT '',"
                    + " error TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '', stop_reason TEXT NOT NULL DEFAULT '',"
                    + " started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL DEFAULT 0)",
            "CREATE INDEX run_open ON run (started_at) WHERE state = 'running'",
            "CREATE TABLE call (id TEXT PRIMARY KEY, run TEXT NOT NULL, tool TEXT NOT NULL, boot TEXT NOT NULL,"
                    + " started_at INTEGER NOT NULL)"));

    private final Ledger ledger;

    public RunRows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("turn", MIGRATIONS);
    }

    /** A run as it stands on disk. */
    public record Kept(Runs.Settled settled, int attempt) {}

    /** Begins a run, or an attempt at one that was interrupted. */
    public static Step.Change start(RunId run, SessionKey session, String boot, long now) {
        return Step.Change.of(
                "INSERT INTO run (id, session, state, boot, attempt, started_at) VALUES (?, ?, 'running', ?, 1, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET boot = excluded.boot, attempt = attempt + 1",
                run.value(), session.value(), boot, now);
    }

    /** It got further: earlier attempts no longer count against it. */
    public static Step.Change progress(RunId run, String model) {
        return Step.Change.of("UPDATE run SET attempt = 1, model = ? WHERE id = ?", model, run.value());
    }

    public static Step.Change settle(Runs.Settled end, String stopReason) {
        return Step.Change.of(
                "INSERT INTO run (id, session, state, boot, attempt, text, error, kind, stop_reason, started_at, ended_at)"
                        + " VALUES (?, ?, ?, '', 1, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state,"
                        + " text = excluded.text, error = excluded.error, kind = excluded.kind,"
                        + " stop_reason = excluded.stop_reason, ended_at = excluded.ended_at",
                end.run().value(), end.session().value(), end.state().name().toLowerCase(Locale.ROOT), end.text(), end.error(),
                end.kind(), stopReason, end.startedAt(), end.endedAt());
    }

    public static Step.Change callStarted(String id, RunId run, String tool, String boot, long now) {
        return Step.Change.of(
                "INSERT INTO call (id, run, tool, boot, started_at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET boot = excluded.boot",
                id, run.value(), tool, boot, now);
    }

    public static Step.Change callDone(String id) {
        return Step.Change.of("DELETE FROM call WHERE id = ?", id);
    }

    public static Step.Change forgetCalls(RunId run) {
        return Step.Change.of("DELETE FROM call WHERE run = ?", run.value());
    }

    /** Whether a call began, in this or an earlier life of the process, without a result. */
    public boolean began(String callId) {
        return ledger.one("SELECT 1 AS one FROM call WHERE id = ?", row -> row.number("one"), callId).isPresent();
    }

    public Optional<Kept> find(RunId run) {
        return ledger.one("SELECT * FROM run WHERE id = ?", RunRows::kept, run.value());
    }

    public List<Kept> interrupted() {
        return ledger.read("SELECT * FROM run WHERE state = 'running' ORDER BY started_at", RunRows::kept);
    }

    private static Kept kept(Row row) {
        Runs.Settled settled = new Runs.Settled(
                new RunId(text(row, "id")), new SessionKey(text(row, "session")),
                Runs.State.valueOf(text(row, "state").toUpperCase(Locale.ROOT)), text(row, "text"), text(row, "error"),
                text(row, "kind"), row.number("started_at"), row.number("ended_at"));
        return new Kept(settled, (int) row.number("attempt"));
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }
}
