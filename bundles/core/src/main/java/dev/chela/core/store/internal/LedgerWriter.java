package dev.chela.core.store.internal;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Transient;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.LedgerLoad;
import dev.chela.core.store.Step;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer. While a transaction reaches the disk the next steps gather; they go into the next one, each behind a savepoint, so
 * that a step which is refused or fails takes nothing with it but itself.
 */
final class LedgerWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);
    private static final int BATCH = 256;
    private static final int WAITING = 4096;

    private final Database database;
    private final StepWriter steps;
    private final JsonlFiles files;
    private final Storage storage;
    private final Thread thread = new Thread(this::work, "chela-ledger");
    private final Deque<Job<?>> queue = new ArrayDeque<>();
    private boolean closed;
    private volatile LedgerLoad load = new LedgerLoad(0, 0, 0, 0, 0, false);

    LedgerWriter(Database database, StepWriter steps, JsonlFiles files, Storage storage) {
        this.database = database;
        this.steps = steps;
        this.files = files;
        this.storage = storage;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Outcome commit(Step step) {
        return submit(new Job.Commit(step));
    }

    <T> T alone(Job.Work<T> work) {
        return submit(new Job.Alone<>(work));
    }

    private <T> T submit(Job<T> job) {
        synchronized (queue) {
            if (closed) {
                throw new Transient("the gateway is stopping", Duration.ofSeconds(5));
            }
            if (queue.size() >= WAITING) {
                throw new Transient(WAITING + " commits are waiting for the disk already", Duration.ofSeconds(1));
            }
            queue.add(job);
            queue.notifyAll();
        }
        return job.await();
    }

    LedgerLoad load() {
        LedgerLoad now = load;
        synchronized (queue) {
            return new LedgerLoad(now.commits(), now.batches(), now.largestBatch(), queue.size(), now.lastSyncNanos(),
                    storage.full());
        }
    }

    /** Ends after what is queued. */
    void close() {
        synchronized (queue) {
            closed = true;
            queue.notifyAll();
        }
        join();
    }

    /** Ends after the running transaction; what is queued fails. */
    void abandon() {
        List<Job<?>> left;
        synchronized (queue) {
            closed = true;
            left = List.copyOf(queue);
            queue.clear();
            queue.notifyAll();
        }
        left.forEach(job -> job.fail(new Transient("the gateway has stopped", Duration.ZERO)));
        join();
    }

    private void join() {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            serve();
        } catch (Error error) {
            storage.failed(error); // Nobody would ever answer those who wait.
        }
    }

    private void serve() {
        List<Job<?>> batch;
        while (!(batch = next()).isEmpty()) {
            try {
                run(batch);
            } catch (Exception unexpected) {
                LOG.error("the ledger's writer met something that it does not know", unexpected);
                rollback();
                fail(batch, new Defect("the commit failed: " + unexpected, unexpected));
            }
        }
    }

    private void run(List<Job<?>> batch) {
        if (batch.get(0) instanceof Job.Alone<?> single) {
            alone(single);
        } else {
            transact(batch.stream().map(Job.Commit.class::cast).toList());
        }
    }

    /** Either steps, or one job that runs alone; empty when it is over. */
    private List<Job<?>> next() {
        List<Job<?>> batch = new ArrayList<>();
        synchronized (queue) {
            awaitWork();
            if (queue.peek() instanceof Job.Alone<?>) {
                batch.add(queue.remove());
            }
            while (batch.size() < BATCH && queue.peek() instanceof Job.Commit && !alone(batch)) {
                batch.add(queue.remove());
            }
        }
        return batch;
    }

    private static boolean alone(List<Job<?>> batch) {
        return !batch.isEmpty() && batch.get(0) instanceof Job.Alone<?>;
    }

    private void awaitWork() {
        while (queue.isEmpty() && !closed) {
            try {
                queue.wait();
            } catch (InterruptedException e) {
                LOG.debug("an interrupt does not end the ledger's writer; close() does");
            }
        }
    }

    private void alone(Job.Alone<?> job) {
        try {
            job.run(database);
        } catch (SQLException e) {
            rollback();
            job.fail(fault("work on the database", e));
        } catch (Fault fault) {
            rollback();
            job.fail(fault);
        }
    }

    private void transact(List<Job.Commit> batch) {
        try {
            database.update("BEGIN IMMEDIATE", List.of());
            for (Job.Commit job : batch) {
                steps.attempt(job);
            }
            long start = System.nanoTime();
            database.update("COMMIT", List.of());
            account(batch, System.nanoTime() - start);
        } catch (SQLException e) {
            rollback();
            fail(batch, fault("the transaction", e));
            return;
        }
        batch.forEach(job -> job.redo.forEach(files::add)); // All of them, before any caller can go on to append.
        batch.forEach(job -> job.finish(job.outcome));
    }

    private void rollback() {
        try {
            database.script("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("there was no transaction left to roll back: {}", e.getMessage());
        }
    }

    private static void fail(List<? extends Job<?>> batch, Fault fault) {
        batch.forEach(job -> job.fail(fault));
    }

    private Fault fault(String what, SQLException e) {
        if (SqlFaults.full(e)) {
            storage.filled(e);
            return storage.refusal();
        }
        if (SqlFaults.busy(e)) {
            return new Transient("another process holds the database; close what has chela.db open", Duration.ofSeconds(1), e);
        }
        if (SqlFaults.fatal(e)) {
            storage.failed(e);
        }
        return new Defect(what + " failed: " + e.getMessage(), e);
    }

    private void account(List<Job.Commit> batch, long nanos) {
        long applied = batch.stream().filter(job -> job.outcome == Outcome.APPLIED).count();
        LedgerLoad was = load;
        load = new LedgerLoad(was.commits() + applied, was.batches() + 1, Math.max(was.largestBatch(), batch.size()), 0, nanos,
                false);
    }

}
