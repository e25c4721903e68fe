package dev.chela.core.store.internal;

import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.store.CommitListener;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import dev.chela.core.store.Step.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real ledger in a directory, which can be left as by a crash and opened again. */
final class LedgerHarness implements AutoCloseable {
    static final String FILE = "agents/main/state/transcripts/s.jsonl";
    static final List<List<String>> TABLES = List.of(List.of("CREATE TABLE item (k TEXT PRIMARY KEY, v TEXT)"));
    static final Duration NEVER = Duration.ofHours(1);

    final Path root;
    final InProcessEvents events = new InProcessEvents();
    final List<String> fatal = new CopyOnWriteArrayList<>();
    LedgerOptions options = new LedgerOptions(CommitListener.NONE, () -> fatal.add("fatal"), NEVER);
    SqliteLedger ledger;

    LedgerHarness(Path root) {
        this.root = root;
    }

    LedgerHarness open() {
        ledger = new SqliteLedger(home(), events, options);
        ledger.define("test", TABLES);
        return this;
    }

    LedgerHarness crashAndReopen() {
        ledger.abandon();
        return open();
    }

    Home home() {
        return new Home() {
            @Override
            public Path root() {
                return root;
            }

            @Override
            public Path directory(String relative) {
                try {
                    PrivateFiles.directory(root.resolve(relative));
                    return root.resolve(relative);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    static Change put(String key, String value) {
        return Change.one("INSERT INTO item (k, v) VALUES (?, ?) ON CONFLICT DO NOTHING", key, value);
    }

    static Line line(String id) {
        return new Line(FILE, id, "{\"id\":\"" + id + "\"}");
    }

    /** One row and one line of the same name. */
    static Step step(String id) {
        return Step.named(id).change(put(id, "v")).line(line(id)).fact(id).build();
    }

    Path file() {
        return root.resolve(FILE);
    }

    List<String> keys() {
        return ledger.read("SELECT k FROM item ORDER BY rowid", row -> row.text("k"));
    }

    List<String> ids() {
        return ids(FILE);
    }

    /** Of each line, which must be whole. */
    List<String> ids(String name) {
        try {
            List<String> ids = new ArrayList<>();
            String text = Files.exists(root.resolve(name)) ? Files.readString(root.resolve(name)) : "";
            if (!text.isEmpty() && !text.endsWith("\n")) {
                throw new AssertionError("the last line is torn: " + text);
            }
            for (String line : text.lines().toList()) {
                ids.add(line.replaceAll("\\{\"id\":\"(.*)\"}", "$1"));
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long redoRows() {
        return ledger.one("SELECT count(*) AS n FROM redo", row -> row.number("n")).orElseThrow();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
