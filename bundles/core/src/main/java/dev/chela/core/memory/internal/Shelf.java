package dev.chela.core.memory.internal;

import dev.chela.core.store.IndexFile;
import dev.chela.core.store.IndexFile.Statements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The tables of one agent's index: which files it knows, their passages, and the words of these. */
final class Shelf {
    /** Changes with the tables of an index, {@link Vectors#TABLES} too, and when {@link Words} or {@link Chunker} cut in another way. */
    static final String FORM = "memory 2";
    static final List<String> TABLES = List.of(
            "CREATE TABLE files (path TEXT PRIMARY KEY, source TEXT NOT NULL, modified INTEGER NOT NULL, size INTEGER NOT NULL,"
                    + " hash TEXT NOT NULL, cut TEXT NOT NULL)",
            "CREATE TABLE chunks (id INTEGER PRIMARY KEY, path TEXT NOT NULL, source TEXT NOT NULL, first INTEGER NOT NULL,"
                    + " last INTEGER NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL)",
            "CREATE INDEX chunks_path ON chunks (path)",
            "CREATE VIRTUAL TABLE words USING fts5(path, body, content='', contentless_delete=1, tokenize='porter ascii')");

    private final IndexFile file;
    private final AtomicLong version = new AtomicLong();

    Shelf(IndexFile file) {
        this.file = file;
    }

    /** @param modified negative when it is too fresh to tell a later change by its time @param cut how it was cut into passages */
    record Known(long modified, long size, String hash, String cut) {}

    record Passage(long id, String path, String source, int first, int last, String hash, String text) {}

    Map<String, Known> known(String source) {
        Map<String, Known> known = new HashMap<>();
        file.read("SELECT path, modified, size, hash, cut FROM files WHERE source = ?",
                row -> known.put(row.text("path"), new Known(row.number("modified"), row.number("size"), row.text("hash"), row.text("cut"))),
                source);
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
    void put(String path, String source, Known now, List<Chunk> chunks) {
        file.write(change -> {
            Map<String, Deque<Long>> there = new HashMap<>();
            change.read("SELECT id, hash FROM chunks WHERE path = ?", row -> there
                    .computeIfAbsent(row.text("hash"), hash -> new ArrayDeque<>()).add(row.number("id")), path);
            for (Chunk chunk : chunks) {
                String hash = Hash.of(chunk.text());
                Long id = there.getOrDefault(hash, new ArrayDeque<>()).poll();
                if (id == null) {
                    add(change, path, source, hash, chunk);
                } else {
                    change.run("UPDATE chunks SET first = ?, last = ? WHERE id = ?", chunk.first(), chunk.last(), id);
                }
            }
            remove(change, there.values().stream().flatMap(Collection::stream).toList());
            return change.run("INSERT OR REPLACE INTO files (path, source, modified, size, hash, cut) VALUES (?, ?, ?, ?, ?, ?)",
                    path, source, now.modified(), now.size(), now.hash(), now.cut());
        });
        version.incrementAndGet();
    }

    private static void add(Statements change, String path, String source, String hash, Chunk chunk) {
        change.run("INSERT INTO chunks (path, source, first, last, hash, text) VALUES (?, ?, ?, ?, ?, ?)",
                path, source, chunk.first(), chunk.last(), hash, chunk.text());
        change.run("INSERT INTO words (rowid, path, body) VALUES (last_insert_rowid(), ?, ?)",
                Words.indexed(path), Words.indexed(chunk.text()));
    }

    private static void remove(Statements change, List<Long> ids) {
        for (Long id : ids) {
            change.run("DELETE FROM words WHERE rowid = ?", id);
            change.run("DELETE FROM chunks WHERE id = ?", id);
        }
    }

    /** The passages with any of the words, the best first. */
    List<Long> matching(Collection<String> words, Set<String> sources, int most) {
        if (words.isEmpty() || sources.isEmpty()) {
            return List.of();
        }
        String query = words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" OR "));
        return file.read("SELECT words.rowid AS id FROM words CROSS JOIN chunks ON chunks.id = words.rowid WHERE words MATCH ? AND rank MATCH"
                + " 'bm25(2.0, 1.0)' AND chunks.source IN (" + marks(sources.size()) + ") ORDER BY rank LIMIT ?",
                row -> row.number("id"), with(query, sources, most));
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
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
