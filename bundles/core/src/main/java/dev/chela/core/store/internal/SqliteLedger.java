package dev.chela.core.store.internal;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Permanent;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.store.CommitListener;
import dev.chela.core.store.CommitListener.Phase;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.LedgerLoad;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step;
import dev.chela.core.store.Witness;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger in {@code state/chela.db}. Recovery is done when the constructor returns. */
@Component(service = Ledger.class)
public final class SqliteLedger implements Ledger, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLedger.class);

    private final Events events;
    private final Witness witness;
    private final CommitListener listener;
    private final Path root;
    private final Storage storage;
    private final JsonlFiles files;
    private final Database database;
    private final Schema schema;
    private final LedgerWriter writer;
    private final Readers readers;
    private final Checkpointer checkpointer;
    private final AtomicBoolean released = new AtomicBoolean();

    @Activate
    public SqliteLedger(@Reference Home home, @Reference Events events, @Reference Witness witness) {
        this(home, events, witness, LedgerOptions.production());
    }

    public SqliteLedger(Home home, Events events, LedgerOptions options) {
        this(home, events, Witness.NONE, options);
    }

    /** @throws Permanent when the database cannot be opened or belongs to a newer version */
    public SqliteLedger(Home home, Events events, Witness witness, LedgerOptions options) {
        this.events = events;
        this.witness = witness;
        this.listener = options.listener();
        this.root = home.root();
        Path file = home.state().resolve("chela.db");
        this.storage = new Storage(events, options.onFatal());
        this.files = new JsonlFiles(root);
        this.schema = new Schema(file);
        this.database = open(file, home.directory("karaf/native"));
        this.writer = new LedgerWriter(database, new StepWriter(database, recover(file), files), files, storage);
        this.readers = new Readers(file);
        this.checkpointer = new Checkpointer(files, writer, storage, root, options.checkpoint());
        writer.start();
        checkpointer.start();
    }

    private static Database open(Path file, Path libraries) {
        try {
            NativeLibrary.provide(libraries);
            PrivateFiles.create(file); // SQLite gives its companions the permissions of the database.
            return Database.writer(file);
        } catch (IOException | SQLException e) {
            throw unusable(file, e);
        }
    }

    private RedoTable recover(Path file) {
        try {
            schema.define(database, "store", RedoTable.SCHEMA);
            schema.define(database, witness.room(), witness.tables());
            RedoTable redo = new RedoTable(database);
            List<Redo> left = redo.all();
            if (!left.isEmpty()) {
                Recovery.run(files, left);
                database.update("DELETE FROM redo", List.of());
                LOG.info("the last stop was not clean; {} transcript lines were checked and are whole", left.size());
            }
            return redo;
        } catch (IOException | SQLException e) {
            database.close();
            throw unusable(file, e);
        } catch (Permanent newer) {
            database.close();
            throw newer;
        }
    }

    private static Permanent unusable(Path file, Exception e) {
        return new Permanent("the database " + file + " cannot be used: " + e.getMessage()
                + "; check the disk and the permissions, or restore a backup", e);
    }

    @Override
    public void define(String room, List<List<String>> migrations) {
        writer.alone(connection -> {
            schema.define(connection, room, migrations);
            return true;
        });
    }

    @Override
    public Outcome commit(Step asked) {
        Step step = asked.facts().isEmpty() ? asked : witness.seen(asked);
        check(step);
        storage.admit();
        listener.at(step.name(), Phase.BEFORE_COMMIT);
        Outcome outcome = step.writesNothing() ? Outcome.APPLIED : apply(step);
        if (outcome == Outcome.REFUSED) {
            return outcome;
        }
        listener.at(step.name(), Phase.COMMITTED);
        Stream.concat(step.moves().stream().map(Step.Move::from), step.lines().stream().map(Step.Line::file))
                .distinct()
                .forEach(this::append);
        listener.at(step.name(), Phase.APPENDED);
        step.facts().forEach(events::publish);
        listener.at(step.name(), Phase.ANNOUNCED);
        return outcome;
    }

    private Outcome apply(Step step) {
        try {
            return writer.commit(step);
        } finally {
            if (storage.full()) {
                storage.announce();
                checkpointer.wake();
            }
        }
    }

    private void check(Step step) {
        for (Step.Line line : step.lines()) {
            files.path(line.file());
            if (line.json().indexOf('\n') >= 0) {
                throw new Defect("the line " + line.id() + " of step " + step.name() + " has a line break in it");
            }
        }
        for (Step.Move move : step.moves()) {
            files.path(move.from());
            files.path(move.to());
        }
    }

    /** Should the gateway stop while this waits for room, the line is in the ledger and in the file after the next start. */
    private void append(String file) {
        boolean waits = true;
        while (waits) {
            try {
                files.flush(file);
                waits = false;
            } catch (IOException e) {
                waits = full(file, e) && storage.awaitRoom();
            }
        }
        checkpointer.wake();
    }

    private boolean full(String file, IOException e) {
        if (!Storage.full(e, root)) {
            storage.failed(e);
            throw new Defect(file + " cannot be written: " + e.getMessage(), e);
        }
        storage.filled(e);
        storage.announce();
        checkpointer.wake();
        return true;
    }

    @Override
    public <T> List<T> read(String sql, Row.Reader<T> reader, Object... args) {
        return readers.query(sql, reader, Arrays.asList(args));
    }

    @Override
    public LedgerLoad load() {
        return writer.load();
    }

    /** The clean stop: everything is synced, and the database is one file again. */
    @Override
    @Deactivate
    public void close() {
        if (released.compareAndSet(false, true)) {
            boolean failed = storage.over();
            storage.end("the gateway is stopping");
            checkpointer.stop();
            writer.close();
            readers.close();
            if (!failed) {
                settle();
            }
            release();
        }
    }

    /** The writer's thread has ended: the connection is this thread's now. */
    private void settle() {
        try {
            files.flush();
            files.sync();
            database.update("DELETE FROM redo", List.of());
            database.script("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (IOException | SQLException e) {
            LOG.warn("the stop is not clean ({}); the next start puts the transcripts right", e.getMessage());
        }
    }

    /** Lets go of everything as it is, as the end of the process would: what reopens the directory has to recover. */
    public void abandon() {
        if (released.compareAndSet(false, true)) {
            storage.end("the gateway has stopped");
            checkpointer.stop();
            writer.abandon();
            readers.close();
            release();
        }
    }

    private void release() {
        try {
            files.close();
        } catch (IOException e) {
            LOG.warn("a transcript file did not close cleanly: {}", e.getMessage());
        }
        database.close();
    }
}
