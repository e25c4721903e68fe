package dev.chela.core.heartbeat.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step.Change;
import dev.chela.core.usage.UsageBook.Counted;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** The tables of heartbeats: what is known of each agent's, and the beats. A beat stands there from the commit that begins it. */
final class BeatRows {
    private static final int SCALE = 9;
    private static final long DAYS = 3 * 24 * 3_600_000L;
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE heartbeat (agent TEXT PRIMARY KEY, next INTEGER NOT NULL, every INTEGER NOT NULL, told TEXT NOT NULL, told_at INTEGER NOT NULL,"
                    + " warned INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE heartbeat_beat (id TEXT PRIMARY KEY, agent TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL, open INTEGER NOT NULL,"
                    + " tokens INTEGER NOT NULL DEFAULT 0, cost INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
            "CREATE INDEX heartbeat_beat_at ON heartbeat_beat (agent, at)",
            "CREATE TABLE heartbeat_house (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"));

    private final Ledger ledger;

    BeatRows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("heartbeat", MIGRATIONS);
    }

    /**
     * @param next when it is due, in milliseconds since 1970
     * @param every of which interval that was reckoned
     * @param told what somebody was told last; empty for nothing
     * @param warned the beginning of the day of which somebody was told that its budget is used up
     */
    record State(String agent, long next, long every, String told, long toldAt, long warned) {
        State due(long newNext, long newEvery) {
            return new State(agent, newNext, newEvery, told, toldAt, warned);
        }

        State told(String text, long at) {
            return new State(agent, next, every, text, at, warned);
        }

        State warned(long day) {
            return new State(agent, next, every, told, toldAt, day);
        }
    }

    /** @param reason why it began: {@code interval} or {@code wake} */
    record Beat(String id, String agent, String reason, long at) {}

    Optional<State> state(String agent) {
        return ledger.one("SELECT * FROM heartbeat WHERE agent = ?", row -> new State(text(row, "agent"), row.number("next"), row.number("every"),
                text(row, "told"), row.number("told_at"), row.number("warned")), agent);
    }

    static Change save(State state) {
        return Change.of("INSERT INTO heartbeat (agent, next, every, told, told_at, warned) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (agent) DO UPDATE SET"
                        + " next = excluded.next, every = excluded.every, told = excluded.told, told_at = excluded.told_at, warned = excluded.warned",
                state.agent(), state.next(), state.every(), state.told(), state.toldAt(), state.warned());
    }

    static Change begin(Beat beat) {
        return Change.of("INSERT INTO heartbeat_beat (id, agent, reason, at, open) VALUES (?, ?, ?, ?, 1) ON CONFLICT DO NOTHING", beat.id(), beat.agent(),
                beat.reason(), beat.at());
    }

    /** Refused when it had ended before. */
    static Change end(Beat beat, Counted spent) {
        return Change.one("UPDATE heartbeat_beat SET open = 0, tokens = ?, cost = ? WHERE id = ? AND open = 1", spent.tokens(),
                spent.money().setScale(SCALE, RoundingMode.HALF_UP).unscaledValue().longValueExact(), beat.id());
    }

    static Change forgetBefore(long now) {
        return Change.of("DELETE FROM heartbeat_beat WHERE open = 0 AND at < ?", now - DAYS);
    }

    List<Beat> open() {
        return ledger.read("SELECT * FROM heartbeat_beat WHERE open = 1 ORDER BY at", BeatRows::beat);
    }

    Optional<Beat> find(String id) {
        return ledger.one("SELECT * FROM heartbeat_beat WHERE id = ?", BeatRows::beat, id);
    }

    private static Beat beat(Row row) {
        return new Beat(text(row, "id"), text(row, "agent"), text(row, "reason"), row.number("at"));
    }

    Counted spent(String agent, long since) {
        return ledger.one("SELECT SUM(tokens) AS tokens, SUM(cost) AS cost FROM heartbeat_beat WHERE agent = ? AND at >= ?",
                row -> new Counted(BigDecimal.valueOf(row.number("cost"), SCALE), row.number("tokens")), agent, since).orElse(Counted.NOTHING);
    }

    boolean isOff() {
        return value("off").isPresent();
    }

    static Change off(boolean off) {
        return off ? keep("off", "1") : Change.of("DELETE FROM heartbeat_house WHERE name = 'off'");
    }

    Optional<ObjectNode> last() {
        return value("last").map(text -> (ObjectNode) Json.read(text));
    }

    static Change last(ObjectNode event) {
        return keep("last", Json.write(event));
    }

    private static Change keep(String name, String value) {
        return Change.of("INSERT INTO heartbeat_house (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value);
    }

    private Optional<String> value(String name) {
        return ledger.one("SELECT value FROM heartbeat_house WHERE name = ?", row -> text(row, "value"), name);
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }
}
