package dev.chela.core.store.internal;

import dev.chela.api.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Syncs files a moment after they were written to, then lets go of their redo rows; while the disk is full, looks for room. */
final class Checkpointer {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    private final JsonlFiles files;
    private final LedgerWriter writer;
    private final Storage storage;
    private final Path near;
    private final long pause;
    private final Thread thread = new Thread(this::work, "chela-checkpoint");
    private final List<Long> owed = new ArrayList<>();
    private boolean due;
    private boolean closed;

    Checkpointer(JsonlFiles files, LedgerWriter writer, Storage storage, Path near, Duration pause) {
        this.files = files;
        this.writer = writer;
        this.storage = storage;
        this.near = near;
        this.pause = pause.toNanos();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There is something to sync, or the disk is full. */
    synchronized void wake() {
        due = true;
        notifyAll();
    }

    /** Ends the thread without a last checkpoint. */
    void stop() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
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
        while (gather()) {
            try {
                checkpoint();
            } catch (Fault later) {
                LOG.debug("the checkpoint did not succeed; the next one will do its work", later);
                wake();
            } catch (Exception unexpected) {
                LOG.error("the checkpointer met something that it does not know", unexpected);
            }
        }
    }

    /** Waits for work, then for more of it. @return false when it is over */
    private synchronized boolean gather() {
        long deadline = 0;
        while (!closed) {
            long left = due ? deadline - System.nanoTime() : Long.MAX_VALUE;
            if (due && deadline != 0 && left <= 0) {
                due = false;
                return true;
            }
            if (due && deadline == 0) {
                deadline = System.nanoTime() + pause;
                continue;
            }
            pause(left);
        }
        return false;
    }

    private void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            LOG.debug("an interrupt does not end the checkpointer; stop() does");
        }
    }

    /** Everything appended so far becomes safe without its redo rows. */
    private void checkpoint() {
        if (storage.full()) {
            lookForRoom();
        }
        if (storage.over() || storage.full()) {
            return;
        }
        try {
            owed.addAll(files.sync());
            forget();
            files.trim();
        } catch (IOException e) {
            storage.failed(e); // After a failed sync nobody knows what is on the disk: not even trying again would tell.
        }
    }

    /**
     * Until it succeeds the numbers are owed: a row that stayed while newer ones went would be looked for in the wrong place by
     * the next recovery.
     */
    private void forget() {
        if (!owed.isEmpty()) {
            owed.sort(null);
            writer.commit(RedoTable.forget(owed));
            owed.clear();
        }
    }

    /** First what is promised already, then a trial: a page or two would fit long after a message does not. */
    private void lookForRoom() {
        try {
            files.flush();
            writer.alone(database -> {
                database.script("BEGIN IMMEDIATE");
                database.script("CREATE TABLE room_on_disk AS SELECT zeroblob(262144) AS trial");
                database.script("DROP TABLE room_on_disk");
                database.script("COMMIT");
                return true;
            });
            storage.freed();
        } catch (IOException e) {
            if (Storage.full(e, near)) {
                wake();
            } else {
                storage.failed(e);
            }
        }
    }
}
