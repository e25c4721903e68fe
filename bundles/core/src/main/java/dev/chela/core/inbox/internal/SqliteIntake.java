package dev.chela.core.inbox.internal;

import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Received;
import dev.chela.core.inbox.Said;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The inbox table. Its bound is on inputs that nobody has taken yet. */
@Component
public final class SqliteIntake implements Intake {
    private static final int LIMIT = 10_000;
    private static final Duration WHEN_FULL = Duration.ofSeconds(1);
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE inbox (id TEXT PRIMARY KEY, source TEXT NOT NULL, account TEXT NOT NULL, event_id TEXT NOT NULL,"
                    + " body TEXT NOT NULL, origin TEXT NOT NULL, state TEXT NOT NULL, run TEXT NOT NULL DEFAULT '',"
                    + " received_at INTEGER NOT NULL, UNIQUE (source, account, event_id))",
            "CREATE INDEX inbox_open ON inbox (received_at) WHERE state IN ('accepted', 'consumed')",
            "CREATE INDEX inbox_run ON inbox (run) WHERE state = 'consumed'"),
            List.of("ALTER TABLE inbox ADD COLUMN reworded INTEGER NOT NULL DEFAULT 0"));

    private final int limit;
    private final Ledger ledger;
    private final Registration taken;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    @Activate
    public SqliteIntake(@Reference Ledger ledger, @Reference Events events) {
        this(ledger, events, LIMIT);
    }

    /** @param limit how many inputs may wait to be taken */
    SqliteIntake(Ledger ledger, Events events, int limit) {
        this.limit = limit;
        this.ledger = ledger;
        ledger.define("inbox", MIGRATIONS);
        waiting.addAll(ledger.read("SELECT id FROM inbox WHERE state = 'accepted'", row -> String.valueOf(row.text("id"))));
        taken = events.listen(Taken.class, gone -> waiting.remove(gone.id()));
    }

    @Deactivate
    public void stop() {
        taken.close();
    }

    @Override
    public Receipt submit(Input input) {
        return submit(input, List.of());
    }

    @Override
    public Receipt submit(Input input, List<Step.Change> alongside) {
        return submit(input, alongside, List.of());
    }

    @Override
    public Receipt submit(Input input, List<Step.Change> alongside, List<Object> facts) {
        if (waiting.size() >= limit) {
            throw new Transient("the inbox holds " + limit + " inputs that wait for a turn; try again later", WHEN_FULL);
        }
        Step.Builder step = Step.named("accept").change(insert(input, Step.Expect.ONE)).fact(new Accepted(input));
        if (input.what() instanceof Said) {
            step.fact(Received.of(input));
        }
        alongside.forEach(step::change);
        facts.forEach(step::fact);
        return accepted(input.id(), step.build()) ? new Receipt(true, Optional.empty()) : new Receipt(false, existing(input));
    }

    /** Counted before the commit announces it, since whoever listens may take it at once; uncounted when nothing came of it. */
    private boolean accepted(String id, Step step) {
        boolean counted = waiting.add(id);
        boolean fresh = false;
        try {
            fresh = ledger.commit(step) == Ledger.Outcome.APPLIED;
            return fresh;
        } finally {
            if (counted && !fresh) {
                waiting.remove(id);
            }
        }
    }

    private static Step.Change insert(Input input, Step.Expect expect) {
        return new Step.Change(
                "INSERT INTO inbox (id, source, account, event_id, body, origin, state, received_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 'accepted', ?) ON CONFLICT DO NOTHING",
                List.of(input.id(), input.source(), input.account(), input.eventId(), InputJson.write(input.what()), input.origin(),
                        input.receivedAt()), expect);
    }

    private Optional<Kept> existing(Input input) {
        return ledger.one(
                "SELECT * FROM inbox WHERE id = ? OR (source = ? AND account = ? AND event_id = ?)",
                SqliteIntake::kept, input.id(), input.source(), input.account(), input.eventId());
    }

    @Override
    public Optional<Kept> find(String id) {
        return ledger.one("SELECT * FROM inbox WHERE id = ?", SqliteIntake::kept, id);
    }

    @Override
    public List<Kept> open() {
        return ledger.read(
                "SELECT * FROM inbox WHERE state IN ('accepted', 'consumed') ORDER BY received_at, rowid", SqliteIntake::kept);
    }

    @Override
    public int waiting() {
        return waiting.size();
    }

    @Override
    public List<String> takenBy(RunId run) {
        return ledger.read("SELECT id FROM inbox WHERE run = ? AND state = 'consumed' ORDER BY received_at, rowid",
                row -> text(row, "id"), run.value());
    }

    @Override
    public void take(Step.Builder step, String id, RunId run) {
        step.change(Step.Change.of("UPDATE inbox SET state = 'consumed', run = ? WHERE id = ?", run.value(), id));
        step.fact(new Taken(id));
    }

    @Override
    public void settle(Step.Builder step, RunId run) {
        step.change(Step.Change.of(
                "UPDATE inbox SET state = 'settled' WHERE run = ? AND state = 'consumed'", run.value()));
    }

    @Override
    public void close(Step.Builder step, String id, State end) {
        step.change(Step.Change.of("UPDATE inbox SET state = ? WHERE id = ?", end.name().toLowerCase(Locale.ROOT), id));
        step.fact(new Taken(id));
    }

    @Override
    public void understand(Step.Builder step, String id, Said meaning, String origin) {
        step.change(Step.Change.of(
                "UPDATE inbox SET body = ?, origin = ? WHERE id = ?", InputJson.write(meaning), origin, id));
    }

    @Override
    public void reword(Step.Builder step, String id, Said meaning, String origin) {
        understand(step, id, meaning, origin);
        step.change(Step.Change.of("UPDATE inbox SET reworded = 1 WHERE id = ?", id));
    }

    @Override
    public Set<String> reworded() {
        return Set.copyOf(ledger.read("SELECT id FROM inbox WHERE state = 'accepted' AND reworded = 1", row -> text(row, "id")));
    }

    @Override
    public void add(Step.Builder step, Input input) {
        waiting.add(input.id());
        step.change(insert(input, Step.Expect.ANY));
    }

    private static Kept kept(Row row) {
        Input input = new Input(
                text(row, "id"), text(row, "source"), text(row, "account"), text(row, "event_id"),
                InputJson.read(text(row, "body")), text(row, "origin"), row.number("received_at"));
        return new Kept(input, State.valueOf(text(row, "state").toUpperCase(Locale.ROOT)), text(row, "run"));
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }
}
