package dev.chela.core.memory.internal;

import dev.chela.core.store.IndexFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The vectors of one agent's passages, each text's once. All are of one model: others cannot be compared with them. */
final class Vectors {
    static final List<String> TABLES = List.of(
            "CREATE TABLE space (model TEXT NOT NULL, dimensions INTEGER NOT NULL)",
            "CREATE TABLE vectors (hash TEXT PRIMARY KEY, bits BLOB NOT NULL, vector BLOB NOT NULL) WITHOUT ROWID");
    /** How many of those nearest by their bits are compared by their vectors. */
    private static final int COMPARED = 400;

    private final IndexFile file;
    private volatile Loaded loaded = Loaded.NOTHING;

    Vectors(IndexFile file) {
        this.file = file;
    }

    /** The model and the length of the vectors that there are. */
    record Space(String model, int dimensions) {}

    /** @param bits of all passages, one after the other */
    private record Loaded(long version, long[] ids, List<String> sources, long[] bits) {
        static final Loaded NOTHING = new Loaded(-1, new long[0], List.of(), new long[0]);
    }

    private record Near(long id, double cosine) {}

    Optional<Space> space() {
        return file.read("SELECT model, dimensions FROM space", row -> new Space(row.text("model"), (int) row.number("dimensions")))
                .stream().findFirst();
    }

    /** @param last the last passage that was looked at, to go on from @param texts by their hash */
    record Pending(long last, Map<String, String> texts) {}

    /** Texts that have none yet. @param after the passage to begin behind; 0 for the first */
    Pending pending(Within within, long after, int most) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<Object> arguments = within.arguments();
        arguments.add(after);
        arguments.add(most);
        List<Long> ids = file.read("SELECT id, hash, text FROM chunks WHERE " + within.condition("source") + " AND id > ? AND NOT EXISTS"
                + " (SELECT 1 FROM vectors WHERE vectors.hash = chunks.hash) ORDER BY id LIMIT ?", row -> {
                    texts.put(row.text("hash"), row.text("text"));
                    return row.number("id");
                }, arguments.toArray());
        return new Pending(ids.isEmpty() ? after : ids.get(ids.size() - 1), texts);
    }

    void put(String model, Map<String, float[]> vectors) {
        int dimensions = vectors.values().iterator().next().length;
        file.write(change -> {
            if (change.read("SELECT model FROM space", row -> row.text("model")).isEmpty()) {
                change.run("INSERT INTO space (model, dimensions) VALUES (?, ?)", model, dimensions);
            }
            vectors.forEach((hash, vector) -> change.run("INSERT OR REPLACE INTO vectors (hash, bits, vector) VALUES (?, ?, ?)",
                    hash, Bits.bytes(Bits.of(vector)), Bits.bytes(vector)));
            return vectors.size();
        });
    }

    /** Those of passages that are no more. */
    void prune() {
        file.write(change -> change.run("DELETE FROM vectors WHERE hash NOT IN (SELECT hash FROM chunks)"));
    }

    void clear() {
        file.write(change -> change.run("DELETE FROM vectors") + change.run("DELETE FROM space"));
    }

    int count() {
        return file.read("SELECT count(*) AS n FROM vectors", row -> (int) row.number("n")).get(0);
    }

    /**
     * The passages whose vectors point most nearly where this one points, the nearest first.
     *
     * @param wanted of length 1
     * @param version changes with the passages and their vectors
     */
    List<Long> nearest(float[] wanted, Within within, int most, long version) {
        Loaded all = loaded(version, wanted.length);
        List<Long> candidates = candidates(all, Bits.of(wanted), within);
        return compared(candidates, wanted).stream().sorted(Comparator.comparingDouble(Near::cosine).reversed())
                .filter(near -> near.cosine() > 0).limit(most).map(Near::id).toList();
    }

    private Loaded loaded(long version, int dimensions) {
        Loaded now = loaded;
        if (now.version() != version) {
            now = load(version, (dimensions + 63) / 64);
            loaded = now;
        }
        return now;
    }

    private Loaded load(long version, int words) {
        List<Long> ids = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        List<byte[]> bits = new ArrayList<>();
        file.read("SELECT chunks.id AS id, source, bits FROM chunks JOIN vectors ON vectors.hash = chunks.hash", row -> {
            ids.add(row.number("id"));
            sources.add(row.text("source").intern());
            return bits.add(row.bytes("bits"));
        });
        long[] all = new long[ids.size() * words];
        for (int i = 0; i < bits.size(); i++) {
            Bits.read(bits.get(i), all, i * words);
        }
        return new Loaded(version, ids.stream().mapToLong(Long::longValue).toArray(), List.copyOf(sources), all);
    }

    private static List<Long> candidates(Loaded all, long[] wanted, Within within) {
        int[] apart = new int[all.ids().length];
        int[] howMany = new int[wanted.length * 64 + 1];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = within.has(all.sources().get(i)) ? Bits.apart(wanted, all.bits(), i * wanted.length) : -1;
            if (apart[i] >= 0) {
                howMany[apart[i]]++;
            }
        }
        int limit = 0;
        for (int sum = howMany[0]; sum < COMPARED && limit + 1 < howMany.length; sum += howMany[limit]) {
            limit++;
        }
        List<Long> nearest = new ArrayList<>();
        for (int i = 0; i < apart.length; i++) {
            if (apart[i] >= 0 && apart[i] <= limit) {
                nearest.add(all.ids()[i]);
            }
        }
        return nearest;
    }

    private List<Near> compared(Collection<Long> ids, float[] wanted) {
        return file.read("SELECT chunks.id AS id, vector FROM chunks JOIN vectors ON vectors.hash = chunks.hash WHERE chunks.id IN ("
                        + ids.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")",
                row -> new Near(row.number("id"), Bits.product(wanted, row.bytes("vector"))));
    }
}
