package dev.chela.core.store.internal;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import dev.chela.core.store.Step.Expect;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;

/** Applies one step inside the running transaction, behind a savepoint of its own. */
final class StepWriter {
    private final Database database;
    private final RedoTable redo;
    private final JsonlFiles files;

    StepWriter(Database database, RedoTable redo, JsonlFiles files) {
        this.database = database;
        this.redo = redo;
        this.files = files;
    }

    /** @throws SQLException only what ends the whole batch; what is wrong with the step alone fails its job */
    void attempt(Job.Commit job) throws SQLException {
        run("SAVEPOINT step");
        try {
            if (applied(job)) {
                run("RELEASE step");
                return;
            }
        } catch (SQLException e) {
            if (SqlFaults.endsBatch(e)) {
                throw e;
            }
            job.fail(new Defect("the step " + job.step.name() + " failed: " + e.getMessage(), e));
        } catch (Fault fault) {
            job.fail(fault);
        }
        job.redo = List.of();
        job.outcome = Outcome.REFUSED;
        run("ROLLBACK TO step");
        run("RELEASE step");
    }

    private boolean applied(Job.Commit job) throws SQLException {
        for (Change change : job.step.changes()) {
            int changed = database.update(change.sql(), change.args());
            if (change.expect() == Expect.ONE && changed != 1) {
                return false;
            }
        }
        for (Step.Move move : job.step.moves()) {
            if (Files.exists(files.path(move.to()))) {
                throw new Permanent(move.from() + " cannot become " + move.to() + ": there is such a file already");
            }
        }
        job.redo = redo.insert(job.step);
        job.outcome = Outcome.APPLIED;
        return true;
    }

    private void run(String sql) throws SQLException {
        database.update(sql, List.of());
    }
}
