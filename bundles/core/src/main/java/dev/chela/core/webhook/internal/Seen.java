package dev.chela.core.webhook.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table of calls that are known again: far longer than a signature's time counts, so that none can be sent twice. */
final class Seen {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE webhook_seen (key TEXT PRIMARY KEY, digest TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE INDEX webhook_seen_at ON webhook_seen (at)"));

    private final Ledger ledger;

    Seen(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("webhook", MIGRATIONS);
    }

    /** @param digest of the body @param answer as it was given */
    record First(String digest, ObjectNode answer) {}

    Optional<First> find(String key) {
        return ledger.one("SELECT digest, answer FROM webhook_seen WHERE key = ?",
                row -> new First(String.valueOf(row.text("digest")), (ObjectNode) Json.read(String.valueOf(row.text("answer")))), key);
    }

    /** To be part of the commit that does what the call asks for: it refuses the step when the key is known. */
    static Change keep(String key, First first, Instant now) {
        return Change.one("INSERT INTO webhook_seen (key, digest, answer, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", key, first.digest(),
                Json.write(first.answer()), now.toEpochMilli());
    }

    static Change forgetOld(Instant now) {
        return Change.of("DELETE FROM webhook_seen WHERE at < ?", now.minus(KEPT).toEpochMilli());
    }
}
