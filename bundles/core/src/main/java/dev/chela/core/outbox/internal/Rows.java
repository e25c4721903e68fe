package dev.chela.core.outbox.internal;

import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The outbox table. Values in, values out. */
final class Rows {
    private static final String OPEN = "state IN ('queued', 'sending', 'retry')";
    /** Without what nobody misses. */
    private static final String UNDELIVERED = "state IN ('in_doubt', 'rejected') AND json_extract(payload, '$.passing') IS NULL";
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, channel TEXT NOT NULL,"
                    + " account TEXT NOT NULL, lane TEXT NOT NULL, payload TEXT NOT NULL, state TEXT NOT NULL,"
                    + " boot TEXT NOT NULL DEFAULT '', attempt INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL DEFAULT 0,"
                    + " first_at INTEGER NOT NULL DEFAULT 0, refs TEXT NOT NULL DEFAULT '[]', why TEXT NOT NULL DEFAULT '',"
                    + " told INTEGER NOT NULL DEFAULT 0, queued_at INTEGER NOT NULL, ended_at INTEGER NOT NULL DEFAULT 0)",
            "CREATE INDEX outbox_open ON outbox (lane, seq) WHERE " + OPEN,
            "CREATE INDEX outbox_doubt ON outbox (lane) WHERE state = 'in_doubt'",
            "CREATE INDEX outbox_ended ON outbox (ended_at) WHERE state IN ('sent', 'rejected')"));

    private final Ledger ledger;

    Rows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("outbox", MIGRATIONS);
    }

    static Change insert(Parcel parcel, long now) {
        return Change.of(
                "INSERT INTO outbox (id, channel, account, lane, payload, state, queued_at) VALUES (?, ?, ?, ?, ?, 'queued', ?)"
                        + " ON CONFLICT (id) DO NOTHING",
                parcel.key().value(), parcel.channel(), parcel.account(), parcel.lane(), OutboundJson.write(parcel), now);
    }

    /** In the place of what waits under the same key, unless somebody has begun to send that. */
    static Change insertOrRewrite(Parcel parcel, long now) {
        return Change.of(
                "INSERT INTO outbox (id, channel, account, lane, payload, state, queued_at) VALUES (?, ?, ?, ?, ?, 'queued', ?)"
                        + " ON CONFLICT (id) DO UPDATE SET payload = excluded.payload WHERE state = 'queued'",
                parcel.key().value(), parcel.channel(), parcel.account(), parcel.lane(), OutboundJson.write(parcel), now);
    }

    /** What nobody has begun to send. */
    static Change dropQueued(String id) {
        return Change.of("DELETE FROM outbox WHERE id = ? AND state = 'queued'", id);
    }

    /** What nobody is sending now. It may have been tried. */
    static Change dropWaiting(String id) {
        return Change.of("DELETE FROM outbox WHERE id = ? AND state IN ('queued', 'retry')", id);
    }

    static Change drop(String id) {
        return Change.one("DELETE FROM outbox WHERE id = ?", id);
    }

    static Change claim(String id, String boot, long now) {
        return Change.one(
                "UPDATE outbox SET state = 'sending', boot = ?, attempt = attempt + 1,"
                        + " first_at = CASE first_at WHEN 0 THEN ? ELSE first_at END WHERE id = ? AND state IN ('queued', 'retry')",
                boot, now, id);
    }

    /** Only what nobody has tried to send yet. */
    static Change rewrite(Parcel parcel) {
        return Change.of("UPDATE outbox SET payload = ? WHERE id = ? AND state = 'queued'", OutboundJson.write(parcel), parcel.key().value());
    }

    static Change again(String id, State state, long nextAt, String why) {
        return Change.one("UPDATE outbox SET state = ?, next_at = ?, why = ? WHERE id = ? AND " + OPEN, word(state), nextAt, why, id);
    }

    /** One more time that the platform was asked in vain. */
    static Change asked(String id, long nextAt, String why) {
        return Change.one("UPDATE outbox SET attempt = attempt + 1, next_at = ?, why = ? WHERE id = ? AND " + OPEN, nextAt, why, id);
    }

    static Change end(String id, State state, List<MessageRef> refs, String why, long now) {
        return Change.one("UPDATE outbox SET state = ?, refs = ?, why = ?, ended_at = ? WHERE id = ? AND " + OPEN,
                word(state), Json.write(Json.tree(refs.stream().map(MessageRef::id).toList())), why, now, id);
    }

    /** A delivery of its own from now on, in the old one's place: what the platform may have seen has another key. */
    static Change replace(String id, Parcel by, String why) {
        return Change.one("UPDATE outbox SET id = ?, payload = ?, state = 'retry', next_at = 0, first_at = 0, why = ?"
                + " WHERE id = ? AND " + OPEN, by.key().value(), OutboundJson.write(by), why, id);
    }

    /** @param readers how their lanes begin */
    static Change told(String readers) {
        return Change.of("UPDATE outbox SET told = 1 WHERE substr(lane, 1, length(?)) = ? AND state = 'in_doubt'", readers, readers);
    }

    boolean untold(String readers) {
        return ledger.one("SELECT 1 AS one FROM outbox WHERE substr(lane, 1, length(?)) = ? AND state = 'in_doubt' AND told = 0 LIMIT 1",
                row -> row.number("one"), readers, readers).isPresent();
    }

    Optional<Letter> head(String lane) {
        return ledger.one("SELECT * FROM outbox WHERE lane = ? AND " + OPEN + " ORDER BY seq LIMIT 1",
                row -> new Letter(held(row), row.number("next_at"), row.number("first_at")), lane);
    }

    List<String> lanes() {
        return ledger.read("SELECT DISTINCT lane FROM outbox WHERE " + OPEN, row -> text(row, "lane"));
    }

    List<String> lanes(String channel, String account) {
        return ledger.read("SELECT DISTINCT lane FROM outbox WHERE " + OPEN + " AND channel = ? AND account = ?",
                row -> text(row, "lane"), channel, account);
    }

    long waiting() {
        return ledger.one("SELECT COUNT(*) AS waiting FROM outbox WHERE " + OPEN, row -> row.number("waiting")).orElseThrow();
    }

    List<Held> open(int most) {
        return ledger.read("SELECT * FROM outbox WHERE " + OPEN + " ORDER BY seq LIMIT ?", Rows::held, most);
    }

    /** What changed a message that was there before has that one's name. */
    Optional<Held> sent(String channel, String account, String chat, String message) {
        String lanes = channel + " " + account + " " + chat + " ";
        return ledger.read("SELECT outbox.* FROM outbox, json_each(outbox.refs) AS ref WHERE state = 'sent' AND substr(lane, 1, length(?)) = ?"
                + " AND ref.value = ? ORDER BY seq DESC", Rows::held, lanes, lanes, message).stream()
                .filter(held -> held.parcel().out() instanceof Outbound.Post || held.parcel().out() instanceof Outbound.Edit).findFirst();
    }

    /** What is sent is sent for good; all else may be sent again. */
    Set<String> files() {
        return Set.copyOf(ledger.read("SELECT DISTINCT json_extract(file.value, '$.id') AS id FROM outbox, json_each(outbox.payload, '$.media') AS file"
                + " WHERE state <> 'sent'", row -> text(row, "id")));
    }

    List<Held> undelivered(int most) {
        return ledger.read("SELECT * FROM outbox WHERE " + UNDELIVERED + " ORDER BY seq LIMIT ?", Rows::held, most);
    }

    /** What was never tried is judged once more before it leaves; what was is frozen. */
    static Change resend(String id) {
        return Change.one("UPDATE outbox SET state = CASE attempt WHEN 0 THEN 'queued' ELSE 'retry' END, attempt = 0, next_at = 0, first_at = 0,"
                + " ended_at = 0, told = 0 WHERE id = ? AND " + UNDELIVERED, id);
    }

    static Change dismiss(String id) {
        return Change.one("DELETE FROM outbox WHERE id = ? AND " + UNDELIVERED, id);
    }

    Optional<Held> find(String id) {
        return ledger.one("SELECT * FROM outbox WHERE id = ?", Rows::held, id);
    }

    boolean hasEndedBefore(long time) {
        return ledger.one("SELECT 1 AS one FROM outbox WHERE state IN ('sent', 'rejected') AND ended_at < ? LIMIT 1",
                row -> row.number("one"), time).isPresent();
    }

    static Change forgetEndedBefore(long time) {
        return Change.of("DELETE FROM outbox WHERE state IN ('sent', 'rejected') AND ended_at < ?", time);
    }

    private static Held held(Row row) {
        Parcel parcel = OutboundJson.read(new DeliveryKey(text(row, "id")), text(row, "channel"), text(row, "account"), text(row, "payload"));
        List<MessageRef> refs = new ArrayList<>();
        Json.read(text(row, "refs")).forEach(ref -> refs.add(new MessageRef(ref.asText())));
        return new Held(parcel, State.valueOf(text(row, "state").toUpperCase(Locale.ROOT)), (int) row.number("attempt"),
                List.copyOf(refs), text(row, "why"), row.number("queued_at"));
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }
}
