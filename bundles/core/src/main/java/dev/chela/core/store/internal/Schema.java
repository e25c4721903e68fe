package dev.chela.core.store.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The version of each room's tables. Used where the writer's connection is. */
final class Schema {
    private final Path file;

    Schema(Path file) {
        this.file = file;
    }

    void define(Database database, String room, List<List<String>> migrations) throws SQLException {
        database.script("CREATE TABLE IF NOT EXISTS room (name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID");
        int version = version(database, room);
        if (version > migrations.size()) {
            throw new Permanent(file + " was written by a newer Chela (" + room + " has version " + version + ", this one knows "
                    + migrations.size() + "); run the newer Chela, or restore a backup");
        }
        if (version == migrations.size()) {
            return;
        }
        if (version > 0) {
            copy(file.resolveSibling(file.getFileName() + ".before-" + room + "-" + migrations.size()));
        }
        migrate(database, room, version, migrations);
    }

    private static int version(Database database, String room) throws SQLException {
        return database.query("SELECT version FROM room WHERE name = ?", row -> (int) row.number("version"), List.of(room))
                .stream().findFirst().orElse(0);
    }

    /** The way back, should the new version not please. On a connection of its own: VACUUM refuses to run beside kept statements. */
    private void copy(Path to) throws SQLException {
        try {
            Files.deleteIfExists(to);
            PrivateFiles.create(to); // SQLite fills an empty file and leaves its permissions alone.
        } catch (IOException e) {
            throw new Permanent("cannot make " + to + ", the copy before an upgrade: " + e.getMessage(), e);
        }
        try (Database copying = Database.writer(file)) {
            copying.script("VACUUM INTO '" + to.toString().replace("'", "''") + "'");
        }
    }

    private void migrate(Database database, String room, int version, List<List<String>> migrations) throws SQLException {
        database.script("BEGIN IMMEDIATE");
        for (int next = version; next < migrations.size(); next++) {
            for (String statement : migrations.get(next)) {
                apply(database, room, next + 1, statement);
            }
        }
        database.update("INSERT INTO room (name, version) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET version = excluded.version",
                List.of(room, migrations.size()));
        database.script("COMMIT");
    }

    private void apply(Database database, String room, int version, String statement) throws SQLException {
        try {
            database.script(statement);
        } catch (SQLException e) {
            if (SqlFaults.endsBatch(e)) {
                throw e;
            }
            throw new Permanent("the tables of " + room + " in " + file + " cannot be brought to version " + version + ": "
                    + e.getMessage() + "; nothing was changed", e);
        }
    }
}
