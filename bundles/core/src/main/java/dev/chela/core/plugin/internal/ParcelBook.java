package dev.chela.core.plugin.internal;

import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import java.util.List;
import java.util.Set;

/** Which feature file or archive brought which plugins, in the ledger. While one is being taken it is said to have brought what it may have. */
final class ParcelBook {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE parcel (file TEXT PRIMARY KEY, sha256 TEXT NOT NULL)",
            "CREATE TABLE parcel_plugin (file TEXT NOT NULL, id TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (file, id, sha256)) WITHOUT ROWID"));

    private final Ledger ledger;

    ParcelBook(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("parcel", MIGRATIONS);
    }

    /** @param sha256 of the plugin's jar */
    record Brought(String id, String sha256) {}

    /** Every file that has brought something, or was about to. */
    Set<String> files() {
        return Set.copyOf(ledger.read("SELECT file FROM parcel", row -> text(row, "file")));
    }

    /** Whether all that a file holds was taken. */
    boolean isTaken(String file, String sha256) {
        return ledger.one("SELECT file FROM parcel WHERE file = ? AND sha256 = ?", row -> text(row, "file"), file, sha256).isPresent();
    }

    List<Brought> brought(String file) {
        return ledger.read("SELECT id, sha256 FROM parcel_plugin WHERE file = ? ORDER BY id", row -> new Brought(text(row, "id"), text(row, "sha256")), file);
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }

    /** From now on it may have brought these, besides what it has. */
    void begin(String file, List<Locked> plugins) {
        Step.Builder step = Step.named("parcel-begin").change(Change.of("INSERT INTO parcel (file, sha256) VALUES (?, '') ON CONFLICT (file) DO UPDATE SET sha256 = ''", file));
        ledger.commit(add(step, file, plugins).build());
    }

    /** It has brought these and nothing else. */
    void taken(String file, String sha256, List<Locked> plugins) {
        Step.Builder step = Step.named("parcel-taken").change(Change.of("DELETE FROM parcel_plugin WHERE file = ?", file))
                .change(Change.of("UPDATE parcel SET sha256 = ? WHERE file = ?", sha256, file));
        ledger.commit(add(step, file, plugins).build());
    }

    private static Step.Builder add(Step.Builder step, String file, List<Locked> plugins) {
        plugins.forEach(plugin -> step.change(Change.of("INSERT OR IGNORE INTO parcel_plugin (file, id, sha256) VALUES (?, ?, ?)", file, plugin.id(),
                plugin.generation().sha256())));
        return step;
    }

    void gone(String file) {
        ledger.commit(Step.named("parcel-gone").change(Change.of("DELETE FROM parcel WHERE file = ?", file))
                .change(Change.of("DELETE FROM parcel_plugin WHERE file = ?", file)).build());
    }
}
