package dev.chela.core.memory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.store.IndexFile;
import dev.chela.core.store.internal.SqliteIndexFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {
    @TempDir
    private Path root;

    @Test
    void nearest_by_bits_and_then_by_angle_is_the_nearest_by_angle() {
        Random random = new Random(7);
        Map<Long, float[]> all = new HashMap<>();
        LongStream.rangeClosed(1, 1500).forEach(id -> all.put(id, random(random)));
        try (LockedHome home = new LockedHome(root);
                IndexFile file = new SqliteIndexFiles(home).open(root.resolve("v.db"), "test", AgentMemory.TABLES)) {
            Vectors vectors = new Vectors(file);
            file.write(change -> {
                all.keySet().forEach(id -> change.run("INSERT INTO chunks (id, path, source, first, last, hash, text) VALUES (?, 'p', ?, 1, 1, ?, '')",
                        id, id % 2 == 0 ? "memory" : "sessions", "h" + id));
                return 0;
            });
            vectors.put("m", all.entrySet().stream().collect(Collectors.toMap(each -> "h" + each.getKey(), Map.Entry::getValue)));
            float[] wanted = Bits.unit(random(random));

            List<Long> exact = all.keySet().stream().filter(id -> id % 2 == 0).sorted((one, other) ->
                    Double.compare(Bits.product(wanted, Bits.bytes(all.get(other))), Bits.product(wanted, Bits.bytes(all.get(one))))).limit(5).toList();

            assertThat(vectors.nearest(wanted, Within.NOTES_ALONE, 5, 1)).isEqualTo(exact);
        }
    }

    private static float[] random(Random random) {
        float[] vector = new float[200];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Bits.unit(vector);
    }

    @Test
    void a_vector_comes_back_as_it_was() {
        float[] vector = Bits.unit(new float[] {3, -4, 0});
        assertThat(Bits.product(vector, Bits.bytes(vector))).isEqualTo(1, within(1e-6));
        long[] bits = new long[1];
        Bits.read(Bits.bytes(Bits.of(vector)), bits, 0);
        assertThat(bits).containsExactly(1L);
        assertThat(Bits.unit(new float[3])).containsExactly(0, 0, 0);
    }
}
