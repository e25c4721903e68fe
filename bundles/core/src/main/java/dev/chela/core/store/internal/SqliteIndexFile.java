package dev.chela.core.store.internal;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Transient;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.store.IndexFile;
import dev.chela.core.store.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file with two connections, so that a search does not wait for what is being written. The locks are taken in one order: first the
 * writer's, then the reader's.
 */
final class SqliteIndexFile implements IndexFile {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteIndexFile.class);
    private static final String FORM = "SELECT value FROM form WHERE value = ?";

    private final Path file;
    private final String form;
    private final List<String> tables;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock reading = new ReentrantLock();
    private @Nullable Database writer;
    private @Nullable Database reader;
    private boolean closed;
    private volatile boolean damaged;

    SqliteIndexFile(Path file, String form, List<String> tables) {
        this.file = file;
        this.form = form;
        this.tables = tables;
        locked(() -> {
            open();
        });
    }

    @Override
    public <T> List<T> read(String sql, Row.Reader<T> row, Object... args) {
        reading.lock();
        try {
            return required(reader).query(sql, row, Arrays.asList(args));
        } catch (SQLException e) {
            throw failed(sql, e);
        } finally {
            reading.unlock();
            healed();
        }
    }

    @Override
    public <T> T write(Function<Statements, T> work) {
        writing.lock();
        try {
            Database database = required(writer);
            database.script("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                T result = work.apply(new Open(database));
                database.script("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack(database);
                }
            }
        } catch (SQLException e) {
            throw failed("a change", e);
        } finally {
            writing.unlock();
            healed();
        }
    }

    /** The statements of one change. What the driver throws leaves through the work as a fault of this file. */
    private final class Open implements Statements {
        private final Database database;

        Open(Database database) {
            this.database = database;
        }

        @Override
        public int run(String sql, Object... args) {
            try {
                return database.update(sql, Arrays.asList(args));
            } catch (SQLException e) {
                throw failed(sql, e);
            }
        }

        @Override
        public <T> List<T> read(String sql, Row.Reader<T> row, Object... args) {
            try {
                return database.query(sql, row, Arrays.asList(args));
            } catch (SQLException e) {
                throw failed(sql, e);
            }
        }
    }

    private static void rollBack(Database database) {
        try {
            database.script("ROLLBACK");
        } catch (SQLException ended) {
            LOG.debug("nothing was left to roll back: {}", ended.getMessage()); // A full disk ends the transaction by itself.
        }
    }

    @Override
    public void check() {
        locked(() -> {
            if (!closed && !Files.exists(file)) {
                drop();
                open();
            }
        });
    }

    private RuntimeException failed(String what, SQLException e) {
        if (SqlFaults.fatal(e)) {
            damaged = true;
            return new Transient("the index " + file + " is damaged (" + e.getMessage() + ") and is made again", Duration.ZERO, e);
        }
        if (SqlFaults.busy(e) || SqlFaults.full(e)) {
            return new Transient("the index " + file + " cannot be used: " + e.getMessage(), Duration.ofSeconds(5), e);
        }
        return new Defect("the index " + file + " refused " + what + ": " + e.getMessage(), e);
    }

    /** After the failed call has let go of its connection: both are closed, and the file begins anew. */
    private void healed() {
        if (!damaged || reading.isHeldByCurrentThread() || writing.isHeldByCurrentThread()) {
            return;
        }
        locked(() -> {
            if (damaged && !closed) {
                LOG.warn("the index {} was damaged; it is thrown away and made again", file);
                drop();
                delete();
                open();
            }
            damaged = false;
        });
    }

    private void open() throws SQLException, IOException {
        if (closed) {
            return;
        }
        try {
            connect();
        } catch (SQLException unusable) {
            LOG.info("the index {} is made anew: {}", file, unusable.getMessage());
            drop();
            delete();
            connect();
        }
    }

    private void connect() throws SQLException, IOException {
        PrivateFiles.directory(file.getParent());
        if (!Files.exists(file)) {
            delete(); // What a deleted file left in its log must not be read into the new one.
        }
        boolean fresh = PrivateFiles.create(file); // SQLite gives its companions the permissions of the database.
        writer = Database.scratch(file);
        if (fresh) {
            furnish(writer);
        } else if (writer.query(FORM, row -> row.text("value"), List.of(form)).isEmpty()) {
            throw new SQLException("it has another form than " + form);
        }
        reader = Database.reader(file);
    }

    private void furnish(Database database) throws SQLException {
        database.script("BEGIN");
        for (String table : tables) {
            database.script(table);
        }
        database.script("CREATE TABLE form (value TEXT PRIMARY KEY)");
        database.update("INSERT INTO form VALUES (?)", List.of(form));
        database.script("COMMIT");
    }

    private void drop() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    private void delete() throws IOException {
        for (String companion : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + companion));
        }
    }

    private Database required(@Nullable Database database) {
        if (database == null) {
            throw new Transient("the index " + file + " is closed", Duration.ofSeconds(5));
        }
        return database;
    }

    @FunctionalInterface
    private interface Step {
        void take() throws SQLException, IOException;
    }

    private void locked(Step step) {
        writing.lock();
        reading.lock();
        try {
            step.take();
        } catch (SQLException | IOException e) {
            throw new Transient("the index " + file + " cannot be opened: " + e.getMessage(), Duration.ofSeconds(10), e);
        } finally {
            reading.unlock();
            writing.unlock();
        }
    }

    @Override
    public void close() {
        locked(() -> {
            closed = true;
            drop();
        });
    }
}
