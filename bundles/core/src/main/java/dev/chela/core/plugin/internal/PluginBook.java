package dev.chela.core.plugin.internal;

import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Plugins.Past;
import dev.chela.core.plugin.Source;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is installed, and which swap is under way, in the ledger. A plan found at start was cut short by a crash. Either its generation
 * is in {@code plugin}, then it was done and only its cleaning up remains; or it is not, then nothing of it happened.
 */
final class PluginBook {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE plugin (file TEXT PRIMARY KEY, id TEXT NOT NULL, version TEXT NOT NULL, sha256 TEXT NOT NULL,"
                    + " since INTEGER NOT NULL)",
            "CREATE TABLE plugin_plan (file TEXT PRIMARY KEY, sha256 TEXT NOT NULL, step TEXT NOT NULL, attempts INTEGER NOT NULL)"), List.of(
            "CREATE TABLE plugin_past (id TEXT NOT NULL, version TEXT NOT NULL, sha256 TEXT NOT NULL, file TEXT NOT NULL,"
                    + " since INTEGER NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (id, sha256)) WITHOUT ROWID"), List.of(
            "CREATE TABLE plugin_source (sha256 TEXT PRIMARY KEY, source TEXT NOT NULL) WITHOUT ROWID"));
    /** Of one plugin. */
    private static final int MOST_PAST = 5;
    private static final Duration PAST_KEPT = Duration.ofDays(30);

    private final Ledger ledger;

    PluginBook(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("plugin", MIGRATIONS);
    }

    List<Entry> entries() {
        return ledger.read("SELECT file, id, version, sha256, since FROM plugin ORDER BY since, file", PluginBook::entry);
    }

    private static Entry entry(Row row) {
        return new Entry(text(row, "file"), generation(row), Instant.ofEpochMilli(row.number("since")));
    }

    private static Generation generation(Row row) {
        return new Generation(text(row, "id"), text(row, "version"), text(row, "sha256"));
    }

    /** What stood there before, the last first. */
    List<Past> past(String id) {
        return ledger.read("SELECT id, version, sha256, file, since, until FROM plugin_past WHERE id = ? ORDER BY until DESC, since DESC",
                row -> new Past(generation(row), text(row, "file"), Instant.ofEpochMilli(row.number("since")), Instant.ofEpochMilli(row.number("until"))), id);
    }

    /** The jars of which a copy is to be kept, by their SHA-256. */
    Set<String> needed() {
        return Set.copyOf(ledger.read("SELECT sha256 FROM plugin UNION SELECT sha256 FROM plugin_past", row -> text(row, "sha256")));
    }

    /** Where a jar came from, by what it holds: it goes aside, away and comes back under any name. */
    Source source(String sha256) {
        return Source.of(ledger.one("SELECT source FROM plugin_source WHERE sha256 = ?", row -> text(row, "source"), sha256).orElse(""), Optional.of(sha256));
    }

    /** @param aside jars that are put aside, by their SHA-256: nothing else here speaks of them */
    void cameFrom(String sha256, Source source, Set<String> aside) {
        Step.Builder step = Step.named("plugin-source").change(Change.of("DELETE FROM plugin_source WHERE sha256 = ?", sha256));
        ledger.read("SELECT sha256 FROM plugin_source WHERE sha256 NOT IN (SELECT sha256 FROM plugin UNION SELECT sha256 FROM plugin_past)", row -> text(row, "sha256"))
                .stream().filter(gone -> !aside.contains(gone)).forEach(gone -> step.change(Change.of("DELETE FROM plugin_source WHERE sha256 = ?", gone)));
        if (!source.told().isEmpty()) {
            step.change(Change.one("INSERT INTO plugin_source (sha256, source) VALUES (?, ?)", sha256, source.told()));
        }
        commit(step);
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }

    Optional<Unfinished> unfinished(String file) {
        return ledger.one("SELECT sha256, step, attempts FROM plugin_plan WHERE file = ?",
                row -> new Unfinished(text(row, "sha256"), text(row, "step"), (int) row.number("attempts")), file);
    }

    void begin(String file, String sha256, int attempt) {
        commit(Step.named("plugin-begin").change(Change.of(
                "INSERT INTO plugin_plan (file, sha256, step, attempts) VALUES (?, ?, 'begin', ?) ON CONFLICT (file)"
                        + " DO UPDATE SET sha256 = excluded.sha256, step = 'begin', attempts = excluded.attempts",
                file, sha256, attempt)));
    }

    void reached(String file, String step) {
        commit(Step.named("plugin-step").change(Change.of("UPDATE plugin_plan SET step = ? WHERE file = ?", step, file)));
    }

    void abandon(String file) {
        commit(Step.named("plugin-abandon").change(end(file)));
    }

    /** @param from the file that had the plugin before, if it had another name */
    void installed(Entry entry, Optional<Entry> from) {
        Generation now = entry.generation();
        Step.Builder step = Step.named("plugin-installed");
        String before = from.map(old -> old.generation().version()).orElse("");
        from.ifPresent(old -> leave(step.change(delete(old.file())), old, entry.since()));
        step.change(Change.of("DELETE FROM plugin_past WHERE id = ? AND sha256 = ?", now.id(), now.sha256()));
        commit(step.change(Change.one("INSERT INTO plugin (file, id, version, sha256, since) VALUES (?, ?, ?, ?, ?)",
                        entry.file(), now.id(), now.version(), now.sha256(), entry.since().toEpochMilli()))
                .change(end(entry.file())).fact(told(EventType.PLUGIN_INSTALLED, entry, before)));
    }

    /** @param before the version in whose place it came; empty for none */
    private static PublicEvent told(EventType type, Entry entry, String before) {
        return PublicEvent.of(type, data -> {
            data.put("plugin", entry.generation().id()).put("version", entry.generation().version()).put("file", entry.file());
            if (!before.isEmpty()) {
                data.put("before", before);
            }
        });
    }

    void renamed(Entry from, String to) {
        commit(Step.named("plugin-renamed").change(Change.one("UPDATE plugin SET file = ? WHERE file = ?", to, from.file())));
    }

    /** @param at from when on it belongs to the past */
    void withdrawn(Entry entry, Instant at) {
        commit(leave(Step.named("plugin-withdrawn").change(delete(entry.file())), entry, at).change(end(entry.file()))
                .fact(told(EventType.PLUGIN_WITHDRAWN, entry, "")));
    }

    private static Step.Builder leave(Step.Builder step, Entry entry, Instant at) {
        Generation gone = entry.generation();
        return step.change(Change.of("INSERT INTO plugin_past (id, version, sha256, file, since, until) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (id, sha256) DO UPDATE SET file = excluded.file, since = excluded.since, until = excluded.until",
                        gone.id(), gone.version(), gone.sha256(), entry.file(), entry.since().toEpochMilli(), at.toEpochMilli()))
                .change(Change.of("DELETE FROM plugin_past WHERE until < ? OR id = ? AND sha256 NOT IN (SELECT sha256 FROM plugin_past"
                        + " WHERE id = ? ORDER BY until DESC, since DESC LIMIT " + MOST_PAST + ")", at.minus(PAST_KEPT).toEpochMilli(), gone.id(), gone.id()));
    }

    private static Change delete(String file) {
        return Change.of("DELETE FROM plugin WHERE file = ?", file);
    }

    private static Change end(String file) {
        return Change.of("DELETE FROM plugin_plan WHERE file = ?", file);
    }

    private void commit(Step.Builder step) {
        ledger.commit(step.build());
    }

    record Entry(String file, Generation generation, Instant since) {}

    /** @param attempts how often it was begun, this time included */
    record Unfinished(String sha256, String step, int attempts) {
        /** Whether what the crash came from may be the generation that was to go. */
        boolean cutByTheOld() {
            return SwapPlan.OF_THE_OLD.contains(step);
        }
    }
}
