package dev.chela.core.migration.internal;

import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step.Change;
import java.util.List;
import java.util.Optional;

/** What was brought over already, by the place that it had: so that nothing comes twice, and what came and was deleted does not come back. */
final class ImportRows {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE imported (origin TEXT PRIMARY KEY, session TEXT NOT NULL, session_id TEXT NOT NULL, bytes INTEGER NOT NULL,"
                    + " lines INTEGER NOT NULL, digest TEXT NOT NULL, leaf TEXT NOT NULL) WITHOUT ROWID"));

    private final Ledger ledger;

    ImportRows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("import", MIGRATIONS);
    }

    /**
     * @param origin a place in the source, with slashes
     * @param session the key that it became; empty for a past transcript
     * @param bytes of the source's file that were taken, whole lines
     * @param lines how many these were
     * @param digest of these bytes
     * @param leaf where the conversation stood
     */
    record Taken(String origin, String session, String sessionId, long bytes, long lines, String digest, String leaf) {
        Change change() {
            return Change.of("INSERT INTO imported (origin, session, session_id, bytes, lines, digest, leaf) VALUES (?, ?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (origin) DO UPDATE SET bytes = excluded.bytes, lines = excluded.lines, digest = excluded.digest,"
                    + " leaf = excluded.leaf", origin, session, sessionId, bytes, lines, digest, leaf);
        }
    }

    Optional<Taken> of(String origin) {
        return ledger.one("SELECT * FROM imported WHERE origin = ?", ImportRows::taken, origin);
    }

    private static Taken taken(Row row) {
        return new Taken(String.valueOf(row.text("origin")), String.valueOf(row.text("session")), String.valueOf(row.text("session_id")),
                row.number("bytes"), row.number("lines"), String.valueOf(row.text("digest")), String.valueOf(row.text("leaf")));
    }
}
