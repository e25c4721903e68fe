package dev.chela.core.subagent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.grant.Subagents.State;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.inbox.Mandate.Behalf;
import dev.chela.core.inbox.Mandate.Bill;
import dev.chela.core.json.Json;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import dev.chela.core.subagent.Kept.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which conversation set which to work, and what came of it. Safe on any thread. */
@Component(service = Kin.class)
public final class Kin {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE subagent (session TEXT PRIMARY KEY, run TEXT NOT NULL, parent TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,"
                    + " result TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, input INTEGER NOT NULL,"
                    + " output INTEGER NOT NULL, cost INTEGER NOT NULL)",
            "CREATE INDEX subagent_parent ON subagent (parent, started_at)"));

    private final Ledger ledger;
    private final Clock clock;
    /** Conversations that have some, so that a turn of any other costs no query. */
    private final Set<SessionKey> parents = ConcurrentHashMap.newKeySet();

    @Activate
    public Kin(@Reference Ledger ledger, @Reference Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        ledger.define("subagent", MIGRATIONS);
        parents.addAll(ledger.read("SELECT DISTINCT parent FROM subagent", row -> new SessionKey(text(row, "parent"))));
    }

    /** Adds to a step that one begins; those that ended long ago are forgotten. */
    public void begin(Step.Builder step, Kept kept) {
        parents.add(kept.parent());
        step.change(Step.Change.of("DELETE FROM subagent WHERE ended_at > 0 AND ended_at < ?", clock.now().minus(KEPT).toEpochMilli()));
        step.change(Step.Change.of("INSERT INTO subagent (session, run, parent, state, body, result, started_at, ended_at, input, output, cost)"
                        + " VALUES (?, ?, ?, ?, ?, '', ?, 0, 0, 0, 0) ON CONFLICT DO NOTHING", kept.session().value(), kept.run(),
                kept.parent().value(), kept.state(), Json.write(Json.tree(kept.order())), kept.startedAt()));
    }

    /** How one has ended; of no effect when it ended before. */
    public static Step.Change end(Kept ended) {
        return Step.Change.of("UPDATE subagent SET state = ?, result = ?, ended_at = ?, input = ?, output = ?, cost = ?"
                        + " WHERE session = ? AND state = 'RUNNING'", ended.state(), ended.result(), ended.endedAt(), ended.spent().input(),
                ended.spent().output(), ended.spent().cost(), ended.session().value());
    }

    public Optional<Kept> find(SessionKey session) {
        return ledger.one("SELECT * FROM subagent WHERE session = ?", Kin::kept, session.value());
    }

    /** The newest first. */
    public List<Kept> of(SessionKey parent) {
        return parents.contains(parent) ? ledger.read("SELECT * FROM subagent WHERE parent = ? ORDER BY started_at DESC, rowid DESC", Kin::kept,
                parent.value()) : List.of();
    }

    public List<Kept> running(SessionKey parent) {
        return of(parent).stream().filter(Kept::isRunning).toList();
    }

    private static Kept kept(Row row) {
        Bill spent = new Bill(row.number("input"), row.number("output"), row.number("cost"));
        return new Kept(new SessionKey(text(row, "session")), text(row, "run"), new SessionKey(text(row, "parent")),
                order(Json.read(text(row, "body"))), State.valueOf(text(row, "state")), text(row, "result"), row.number("started_at"),
                row.number("ended_at"), spent);
    }

    private static Order order(JsonNode body) {
        List<String> people = new ArrayList<>();
        body.path("behalf").path("people").forEach(person -> people.add(person.asText()));
        return new Order(body.path("parentRun").asText(), body.path("label").asText(), body.path("task").asText(),
                body.path("model").asText(), body.path("origin").asText(), new Behalf(body.path("behalf").path("owner").asBoolean(), people),
                body.path("hops").asInt(), body.path("kept").asBoolean(), body.path("told").asBoolean());
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }
}
