package dev.chela.core.store.internal;

import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The {@code redo} rows. Used by the writer's thread, and before it starts. */
final class RedoTable {
    static final List<List<String>> SCHEMA = List.of(List.of("""
            CREATE TABLE redo (
              n INTEGER PRIMARY KEY,
              file TEXT NOT NULL,
              id TEXT NOT NULL,
              json TEXT,
              target TEXT
            )"""));

    private final Database database;
    private long last;

    RedoTable(Database database) throws SQLException {
        this.database = database;
        List<Redo> left = all();
        // A number must not come back: a late sync of an earlier line would delete the row of a newer one.
        this.last = left.isEmpty() ? 0 : left.get(left.size() - 1).n();
    }

    List<Redo> all() throws SQLException {
        return database.query(
                "SELECT n, file, id, json, target FROM redo ORDER BY n",
                row -> new Redo(row.number("n"), row.text("file"), row.text("id"), row.text("json"), row.text("target")),
                List.of());
    }

    /** Writes down what a step does to files: its moves, then its lines. */
    List<Redo> insert(Step step) throws SQLException {
        List<Redo> rows = new ArrayList<>();
        for (Step.Move move : step.moves()) {
            rows.add(new Redo(++last, move.from(), "", null, move.to()));
        }
        for (Step.Line line : step.lines()) {
            rows.add(new Redo(++last, line.file(), line.id(), line.json(), null));
        }
        for (Redo row : rows) {
            database.update("INSERT INTO redo (n, file, id, json, target) VALUES (?, ?, ?, ?, ?)",
                    java.util.Arrays.asList(row.n(), row.file(), row.id(), row.json(), row.target()));
        }
        return rows;
    }

    /** A step that forgets rows, given in order; neighbours go with one statement. */
    static Step forget(List<Long> numbers) {
        Step.Builder step = Step.named("checkpoint");
        int from = 0;
        for (int i = 1; i <= numbers.size(); i++) {
            if (i == numbers.size() || numbers.get(i) != numbers.get(i - 1) + 1) {
                step.change(Change.of("DELETE FROM redo WHERE n BETWEEN ? AND ?", numbers.get(from), numbers.get(i - 1)));
                from = i;
            }
        }
        return step.build();
    }
}
