package dev.chela.core.store.internal;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Transient;
import dev.chela.core.store.Row;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A few connections for queries, the warmest first. */
final class Readers implements AutoCloseable {
    private static final int CONNECTIONS = 3;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final Deque<Database> idle = new ArrayDeque<>();
    private final List<Database> all = new ArrayList<>();
    private final Path file;
    private boolean closed;

    Readers(Path file) {
        this.file = file;
    }

    <T> List<T> query(String sql, Row.Reader<T> reader, List<?> values) {
        Database database = take();
        try {
            return database.query(sql, reader, values);
        } catch (SQLException e) {
            if (SqlFaults.busy(e)) {
                throw new Transient("the database is busy: " + e.getMessage(), Duration.ofSeconds(1), e);
            }
            throw new Defect("the query failed: " + e.getMessage() + ": " + sql, e);
        } finally {
            giveBack(database);
        }
    }

    private synchronized Database take() {
        long deadline = System.nanoTime() + PATIENCE;
        boolean interrupted = false;
        while (idle.isEmpty() && all.size() == CONNECTIONS && !closed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new Transient("all " + CONNECTIONS + " database readers are in use", Duration.ofSeconds(1));
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true; // An aborted turn still has to read what it must write down.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return closed ? refuse() : idle.isEmpty() ? open() : idle.pop();
    }

    private static Database refuse() {
        throw new Transient("the gateway is stopping", Duration.ofSeconds(5));
    }

    private Database open() {
        try {
            Database database = Database.reader(file);
            all.add(database);
            return database;
        } catch (SQLException e) {
            throw new Defect("a reader of " + file + " could not be opened: " + e.getMessage(), e);
        }
    }

    private synchronized void giveBack(Database database) {
        if (closed) {
            database.close();
        } else {
            idle.push(database);
            notifyAll();
        }
    }

    /** A query that still runs ends first; its connection closes behind it. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Database::close);
        idle.clear();
        notifyAll();
    }
}
