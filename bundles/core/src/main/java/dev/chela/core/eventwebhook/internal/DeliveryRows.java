package dev.chela.core.eventwebhook.internal;

import dev.chela.core.eventwebhook.EventWebhooks.DeadLetter;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step.Change;
import java.util.List;
import java.util.Optional;

/**
 * The tables of events and of their deliveries. Values in, values out. How many events wait for an endpoint is kept beside it, so that
 * a full queue costs no more than an empty one.
 */
final class DeliveryRows {
    private static final String OPEN = "state IN ('waiting', 'dead')";
    static final List<List<String>> TABLES = List.of(List.of(
            "CREATE TABLE webhook_event (id TEXT PRIMARY KEY, type TEXT NOT NULL, stream TEXT NOT NULL, at INTEGER NOT NULL,"
                    + " data TEXT NOT NULL) WITHOUT ROWID",
            "CREATE INDEX webhook_event_at ON webhook_event (at)",
            "CREATE TABLE webhook_delivery (seq INTEGER PRIMARY KEY AUTOINCREMENT, endpoint TEXT NOT NULL, event TEXT NOT NULL,"
                    + " stream TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL, attempt INTEGER NOT NULL DEFAULT 0,"
                    + " next_at INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '', queued_at INTEGER NOT NULL,"
                    + " ended_at INTEGER NOT NULL DEFAULT 0, UNIQUE (event, endpoint))",
            "CREATE INDEX webhook_delivery_open ON webhook_delivery (endpoint, stream, seq) WHERE " + OPEN,
            "CREATE INDEX webhook_delivery_dead ON webhook_delivery (endpoint, seq) WHERE state = 'dead'",
            "CREATE INDEX webhook_delivery_ended ON webhook_delivery (ended_at) WHERE state IN ('delivered', 'skipped')",
            "CREATE TABLE webhook_stream (endpoint TEXT NOT NULL, stream TEXT NOT NULL, last INTEGER NOT NULL, at INTEGER NOT NULL,"
                    + " PRIMARY KEY (endpoint, stream)) WITHOUT ROWID",
            "CREATE TABLE webhook_endpoint (name TEXT PRIMARY KEY, pending INTEGER NOT NULL DEFAULT 0, lost INTEGER NOT NULL DEFAULT 0,"
                    + " delivered_at INTEGER NOT NULL DEFAULT 0, fault TEXT NOT NULL DEFAULT '', fault_at INTEGER NOT NULL DEFAULT 0)"
                    + " WITHOUT ROWID"),
            List.of("CREATE TABLE webhook_config (one INTEGER PRIMARY KEY CHECK (one = 1), hash TEXT NOT NULL)"));

    private final Ledger ledger;

    DeliveryRows(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param attempt how often it was tried in vain */
    record Due(Happening event, long number, String state, int attempt, long nextAt) {}

    record Tally(String endpoint, long pending, long dead, long lost, long deliveredAt, String fault, long faultAt) {
        static Tally none(String endpoint) {
            return new Tally(endpoint, 0, 0, 0, 0, "", 0);
        }
    }

    static Change insert(Happening event) {
        return Change.of("INSERT INTO webhook_event (id, type, stream, at, data) VALUES (?, ?, ?, ?, ?)",
                event.id(), event.type(), event.stream(), event.at(), event.data());
    }

    /** Its place in the stream is used up in any case: what is lost for want of room is a gap that the receiver sees. */
    static List<Change> queue(String endpoint, Happening event, int maxPending) {
        return List.of(
                Change.of("INSERT INTO webhook_endpoint (name) VALUES (?) ON CONFLICT DO NOTHING", endpoint),
                Change.of("INSERT INTO webhook_stream (endpoint, stream, last, at) VALUES (?, ?, 1, ?)"
                        + " ON CONFLICT DO UPDATE SET last = last + 1, at = excluded.at", endpoint, event.stream(), event.at()),
                Change.of("INSERT INTO webhook_delivery (endpoint, event, stream, number, state, queued_at)"
                        + " SELECT s.endpoint, ?, s.stream, s.last, 'waiting', ? FROM webhook_stream s, webhook_endpoint e"
                        + " WHERE s.endpoint = ? AND s.stream = ? AND e.name = s.endpoint AND e.pending < ?",
                        event.id(), event.at(), endpoint, event.stream(), maxPending),
                Change.of("UPDATE webhook_endpoint SET pending = pending + changes(), lost = lost + 1 - changes() WHERE name = ?",
                        endpoint));
    }

    /** The step is refused when it does not wait any more. */
    static List<Change> delivered(String endpoint, String event, long now) {
        return List.of(
                Change.one("UPDATE webhook_delivery SET state = 'delivered', why = '', ended_at = ? WHERE endpoint = ? AND event = ?"
                        + " AND " + OPEN, now, endpoint, event),
                Change.of("UPDATE webhook_endpoint SET pending = pending - 1, delivered_at = ?, fault = '', fault_at = 0 WHERE name = ?",
                        now, endpoint));
    }

    static List<Change> failed(String endpoint, String event, boolean dead, long nextAt, String why, long now) {
        return List.of(
                Change.one("UPDATE webhook_delivery SET state = ?, attempt = attempt + 1, next_at = ?, why = ? WHERE endpoint = ?"
                        + " AND event = ? AND state = 'waiting'", dead ? "dead" : "waiting", nextAt, why, endpoint, event),
                Change.of("UPDATE webhook_endpoint SET fault = ?, fault_at = ? WHERE name = ?", why, now, endpoint));
    }

    static List<Change> skipped(String endpoint, String event, long now) {
        return List.of(
                Change.one("UPDATE webhook_delivery SET state = 'skipped', ended_at = ? WHERE endpoint = ? AND event = ?"
                        + " AND state = 'dead'", now, endpoint, event),
                Change.of("UPDATE webhook_endpoint SET pending = pending - 1 WHERE name = ?", endpoint));
    }

    /** From anew, whatever became of it before. */
    static List<Change> again(String endpoint, String event) {
        return List.of(
                Change.of("UPDATE webhook_endpoint SET pending = pending + (SELECT COUNT(*) FROM webhook_delivery WHERE endpoint = ?"
                        + " AND event = ? AND state IN ('delivered', 'skipped')) WHERE name = ?", endpoint, event, endpoint),
                Change.one("UPDATE webhook_delivery SET state = 'waiting', attempt = 0, next_at = 0, ended_at = 0 WHERE endpoint = ?"
                        + " AND event = ?", endpoint, event));
    }

    /** Whoever changed the endpoint's settings has perhaps repaired it. */
    static Change hurry(String endpoint) {
        return Change.of("UPDATE webhook_delivery SET next_at = 0 WHERE endpoint = ? AND state = 'waiting'", endpoint);
    }

    static List<Change> forget(long endedBefore, long quietSince) {
        return List.of(
                Change.of("DELETE FROM webhook_delivery WHERE state IN ('delivered', 'skipped') AND ended_at < ?", endedBefore),
                Change.of("DELETE FROM webhook_stream AS s WHERE at < ? AND NOT EXISTS (SELECT 1 FROM webhook_delivery d"
                        + " WHERE d.endpoint = s.endpoint AND d.stream = s.stream AND d." + OPEN + ")", quietSince),
                Change.of("DELETE FROM webhook_event WHERE at < ? AND NOT EXISTS"
                        + " (SELECT 1 FROM webhook_delivery WHERE event = webhook_event.id)", endedBefore));
    }

    /** Which configuration was the last that endpoints were told of. */
    static Change configuration(String hash) {
        return Change.of("INSERT INTO webhook_config (one, hash) VALUES (1, ?) ON CONFLICT DO UPDATE SET hash = excluded.hash", hash);
    }

    Optional<String> configuration() {
        return ledger.one("SELECT hash FROM webhook_config", row -> text(row, "hash"));
    }

    /** Of an endpoint that is not configured any more. */
    static List<Change> forget(String endpoint, long queuedBefore) {
        return List.of(
                Change.of("DELETE FROM webhook_delivery WHERE endpoint = ? AND queued_at < ?", endpoint, queuedBefore),
                Change.of("UPDATE webhook_endpoint SET pending = (SELECT COUNT(*) FROM webhook_delivery d WHERE d.endpoint = name AND d."
                        + OPEN + ") WHERE name = ?", endpoint),
                Change.of("DELETE FROM webhook_endpoint WHERE name = ? AND pending = 0", endpoint));
    }

    /** The next of a stream, be it one that waits or a dead letter that holds it. */
    Optional<Due> head(String endpoint, String stream) {
        return ledger.one("SELECT d.*, v.type, v.at, v.data FROM webhook_delivery d JOIN webhook_event v ON v.id = d.event WHERE d.endpoint = ?"
                + " AND d.stream = ? AND d." + OPEN + " ORDER BY d.seq LIMIT 1", DeliveryRows::due, endpoint, stream);
    }

    Optional<Due> find(String endpoint, String event) {
        return ledger.one("SELECT d.*, v.type, v.at, v.data FROM webhook_delivery d JOIN webhook_event v ON v.id = d.event WHERE d.endpoint = ?"
                + " AND d.event = ?", DeliveryRows::due, endpoint, event);
    }

    List<String> streams(String endpoint) {
        return ledger.read("SELECT DISTINCT stream FROM webhook_delivery WHERE endpoint = ? AND " + OPEN, row -> text(row, "stream"), endpoint);
    }

    List<String> dead(String endpoint) {
        return ledger.read("SELECT event FROM webhook_delivery WHERE endpoint = ? AND state = 'dead' ORDER BY seq",
                row -> text(row, "event"), endpoint);
    }

    List<String> since(String endpoint, long at) {
        return ledger.read("SELECT d.event FROM webhook_event v JOIN webhook_delivery d ON d.event = v.id WHERE d.endpoint = ? AND v.at >= ?"
                + " ORDER BY d.seq", row -> text(row, "event"), endpoint, at);
    }

    List<Tally> tallies() {
        return ledger.read("SELECT e.*, (SELECT COUNT(*) FROM webhook_delivery d WHERE d.endpoint = e.name AND d.state = 'dead') AS dead"
                + " FROM webhook_endpoint e ORDER BY name", row -> new Tally(text(row, "name"), row.number("pending"), row.number("dead"),
                row.number("lost"), row.number("delivered_at"), text(row, "fault"), row.number("fault_at")));
    }

    /** @param endpoint empty for all */
    List<DeadLetter> letters(String endpoint, int most) {
        return ledger.read("SELECT d.*, v.type, v.at, (SELECT COUNT(*) FROM webhook_delivery w WHERE w.endpoint = d.endpoint AND w.stream = d.stream"
                + " AND w.state = 'waiting' AND w.seq > d.seq) AS held FROM webhook_delivery d JOIN webhook_event v ON v.id = d.event"
                + " WHERE d.state = 'dead' AND (? = '' OR d.endpoint = ?) ORDER BY d.seq LIMIT ?", DeliveryRows::letter, endpoint, endpoint, most);
    }

    private static DeadLetter letter(Row row) {
        return new DeadLetter(text(row, "endpoint"), text(row, "event"), text(row, "type"),
                Optional.of(text(row, "stream")).filter(stream -> !stream.isEmpty()), row.number("number"), (int) row.number("attempt"),
                text(row, "why"), row.number("at"), row.number("held"));
    }

    private static Due due(Row row) {
        Happening event = new Happening(text(row, "event"), text(row, "type"), text(row, "stream"), row.number("at"), text(row, "data"));
        return new Due(event, row.number("number"), text(row, "state"), (int) row.number("attempt"), row.number("next_at"));
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }
}
