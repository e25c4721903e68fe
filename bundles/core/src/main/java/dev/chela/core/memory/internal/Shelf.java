package dev.chela.core.memory.internal;

import dev.chela.core.store.IndexFile;
import dev.chela.core.store.IndexFile.Statements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The tables of one agent's index: which files it knows, their passages, and the words of these. */
final class Shelf {
    /** Changes with the tables of an index, {@link Vectors#TABLES} too, and when {@link Words} or {@link Chunker} cut in another way. */
    static final String FORM = "memory 3";
    static final List<String> TABLES = List.of(
            "CREATE TABLE files (path TEXT PRIMARY KEY, source TEXT NOT NULL, modified INTEGER NOT NULL, size INTEGER NOT NULL,"
                    + " hash TEXT NOT NULL, cut TEXT NOT NULL, closed INTEGER NOT NULL)",
            "CREATE TABLE chunks (id INTEGER PRIMARY KEY, path TEXT NOT NULL, source TEXT NOT NULL, first INTEGER NOT NULL,"
                    + " last INTEGER NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL)",
            "CREATE INDEX chunks_path ON chunks (path)",
            "CREATE VIRTUAL TABLE words USING fts5(path, body, content='', contentless_delete=1, tokenize='porter ascii')");

    private final IndexFile file;
    private final AtomicLong version = new AtomicLong();

    Shelf(IndexFile file) {
        this.file = file;
    }

    /**
     * @param modified negative when it is too fresh to tell a later change by its time; of a conversation, where in its file the passages
     *     that will not change any more end
     * @param size negative when not all of it was read
     * @param hash of the text; of a conversation, its id
     * @param cut how it was cut into passages
     * @param closed of a conversation, the last entry in the passages that will not change any more
     */
    record Known(long modified, long size, String hash, String cut, int closed) {
        Known(long modified, long size, String hash, String cut) {
            this(modified, size, hash, cut, 0);
        }
    }

    record Passage(long id, String path, String source, int first, int last, String hash, String text) {}

    /** The notes. */
    Map<String, Known> notes() {
        return known("source = ?");
    }

    /** The conversations. */
    Map<String, Known> talks() {
        return known("source <> ?");
    }

    private Map<String, Known> known(String condition) {
        Map<String, Known> known = new HashMap<>();
        file.read("SELECT path, modified, size, hash, cut, closed FROM files WHERE " + condition, row -> known.put(row.text("path"),
                new Known(row.number("modified"), row.number("size"), row.text("hash"), row.text("cut"), (int) row.number("closed"))),
                Within.NOTES);
        return known;
    }

    void forget(Collection<String> paths) {
        if (!paths.isEmpty()) {
            file.write(change -> {
                paths.forEach(path -> {
                    change.run("DELETE FROM files WHERE path = ?", path);
                    remove(change, change.read("SELECT id FROM chunks WHERE path = ?", row -> row.number("id"), path));
                });
                return paths.size();
            });
            version.incrementAndGet();
        }
    }

    void touch(String path, Known now) {
        file.write(change -> change.run("UPDATE files SET modified = ?, size = ? WHERE path = ?", now.modified(), now.size(), path));
    }

    /** Changes with the passages. */
    long version() {
        return version.get();
    }

    /** Takes in what a file holds now. Passages that were there already stay as they are, wherever in the file they now stand. */
    void put(String path, Known now, List<Chunk> chunks) {
        file.write(change -> {
            Map<String, Deque<Long>> there = new HashMap<>();
            change.read("SELECT id, hash FROM chunks WHERE path = ?", row -> there
                    .computeIfAbsent(row.text("hash"), hash -> new ArrayDeque<>()).add(row.number("id")), path);
            for (Chunk chunk : chunks) {
                String hash = Hash.of(chunk.text());
                Long id = there.getOrDefault(hash, new ArrayDeque<>()).poll();
                if (id == null) {
                    add(change, path, Within.NOTES, hash, chunk);
                } else {
                    change.run("UPDATE chunks SET first = ?, last = ? WHERE id = ?", chunk.first(), chunk.last(), id);
                }
            }
            remove(change, there.values().stream().flatMap(Collection::stream).toList());
            return keep(change, path, Within.NOTES, now);
        });
        version.incrementAndGet();
    }

    private static int keep(Statements change, String path, String source, Known now) {
        return change.run("INSERT OR REPLACE INTO files (path, source, modified, size, hash, cut, closed) VALUES (?, ?, ?, ?, ?, ?, ?)",
                path, source, now.modified(), now.size(), now.hash(), now.cut(), now.closed());
    }

    /**
     * Takes in more of a conversation.
     *
     * @param source the key of the session
     * @param after passages that end behind this entry are dropped: they were not whole
     */
    void extend(String path, String source, Known now, int after, List<Chunk> more) {
        file.write(change -> {
            remove(change, change.read("SELECT id FROM chunks WHERE path = ? AND last > ?", row -> row.number("id"), path, after));
            more.forEach(chunk -> add(change, path, source, Hash.of(chunk.text()), chunk));
            return keep(change, path, source, now);
        });
        version.incrementAndGet();
    }

    /** Whose conversation is shown under this name. */
    Optional<String> source(String path) {
        return file.read("SELECT source FROM files WHERE path = ?", row -> String.valueOf(row.text("source")), path).stream().findFirst();
    }

    /** The passages of a file that end at this line or behind it, in their order. */
    List<Chunk> from(String path, int line, int most) {
        return file.read("SELECT first, last, text FROM chunks WHERE path = ? AND last >= ? ORDER BY first, id LIMIT ?",
                row -> new Chunk((int) row.number("first"), (int) row.number("last"), String.valueOf(row.text("text"))), path, line, most);
    }

    int lastLine(String path) {
        return file.read("SELECT COALESCE(MAX(last), 0) AS last FROM chunks WHERE path = ?", row -> (int) row.number("last"), path).get(0);
    }

    private static void add(Statements change, String path, String source, String hash, Chunk chunk) {
        change.run("INSERT INTO chunks (path, source, first, last, hash, text) VALUES (?, ?, ?, ?, ?, ?)",
                path, source, chunk.first(), chunk.last(), hash, chunk.text());
        change.run("INSERT INTO words (rowid, path, body) VALUES (last_insert_rowid(), ?, ?)",
                source.equals(Within.NOTES) ? Words.indexed(path) : "", Words.indexed(chunk.text()));
    }

    private static void remove(Statements change, List<Long> ids) {
        for (Long id : ids) {
            change.run("DELETE FROM words WHERE rowid = ?", id);
            change.run("DELETE FROM chunks WHERE id = ?", id);
        }
    }

    /** The passages with any of the words, the best first. */
    List<Long> matching(Collection<String> words, Within within, int most) {
        if (words.isEmpty()) {
            return List.of();
        }
        String query = words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" OR "));
        return file.read("SELECT words.rowid AS id FROM words CROSS JOIN chunks ON chunks.id = words.rowid WHERE words MATCH ? AND rank MATCH"
                + " 'bm25(2.0, 1.0)' AND " + within.condition("chunks.source") + " ORDER BY rank LIMIT ?",
                row -> row.number("id"), with(query, within.arguments(), most));
    }

    private static Object[] with(Object first, Collection<?> middle, Object last) {
        List<Object> all = new ArrayList<>();
        all.add(first);
        all.addAll(middle);
        all.add(last);
        return all.toArray();
    }

    Map<Long, Passage> passages(Collection<Long> ids) {
        Map<Long, Passage> found = new LinkedHashMap<>();
        file.read("SELECT id, path, source, first, last, hash, text FROM chunks WHERE id IN ("
                        + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")",
                row -> found.put(row.number("id"), new Passage(row.number("id"), row.text("path"), row.text("source"),
                        (int) row.number("first"), (int) row.number("last"), row.text("hash"), row.text("text"))));
        return found;
    }

    void clear() {
        file.write(change -> change.run("DELETE FROM files") + change.run("DELETE FROM chunks") + change.run("DELETE FROM words"));
        version.incrementAndGet();
    }

    int count(String table) {
        return file.read("SELECT count(*) AS n FROM " + table, row -> (int) row.number("n")).get(0);
    }
}
