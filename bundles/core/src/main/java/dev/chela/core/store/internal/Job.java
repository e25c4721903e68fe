package dev.chela.core.store.internal;

import dev.chela.api.fault.Fault;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Work for the writer's thread, and the place where its caller waits. */
abstract sealed class Job<T> {
    private final CompletableFuture<T> done = new CompletableFuture<>();

    void finish(T result) {
        done.complete(result);
    }

    void fail(Throwable fault) {
        done.completeExceptionally(fault);
    }

    /** Not ended by an interrupt: the caller must learn whether his step is true. */
    T await() {
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw e;
        }
    }

    /** A step, which shares a transaction with others. */
    static final class Commit extends Job<Outcome> {
        final Step step;
        Outcome outcome = Outcome.REFUSED;
        List<Redo> redo = List.of();

        Commit(Step step) {
            this.step = step;
        }
    }

    /** Something that needs the connection for itself. */
    static final class Alone<T> extends Job<T> {
        private final Work<T> work;

        Alone(Work<T> work) {
            this.work = work;
        }

        void run(Database database) throws SQLException {
            finish(work.with(database));
        }
    }

    @FunctionalInterface
    interface Work<T> {
        T with(Database database) throws SQLException;
    }
}
