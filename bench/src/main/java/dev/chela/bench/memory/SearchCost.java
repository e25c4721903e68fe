package dev.chela.bench.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The processor time of a search of ten thousand passages, by words or, when the first argument is {@code vectors}, by both: what can be compared on a
 * machine that has other work, too. Of the vectors' part that the HTTP client's own threads do, and the model on the other side, is not counted.
 */
public final class SearchCost {
    private static final int ROUNDS = 4;
    private static final int SEARCHES = 80;
    private static final int STRIDE = 11;

    private SearchCost() {}

    public static void main(String... with) throws IOException {
        Path root = Files.createTempDirectory("memory-cost");
        RetrievalSet set = new RetrievalSet(1);
        set.write(root.resolve("workspace"));
        set.writeMore(root.resolve("workspace"), 10_000);
        try (Remembering memory = new Remembering(root, with.length > 0 && with[0].equals("vectors"))) {
            System.out.println(memory.index());
            for (int round = 0; round < ROUNDS; round++) {
                int from = round * SEARCHES;
                List<Long> micros = IntStream.range(from, from + SEARCHES).mapToObj(i -> cost(memory, set, i)).sorted().toList();
                System.out.println("processor time in µs: median " + micros.get(SEARCHES / 2) + ", 90 % " + micros.get(SEARCHES * 9 / 10));
            }
        }
    }

    private static long cost(Remembering memory, RetrievalSet set, int number) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        memory.search(set.questions().get(number * STRIDE % set.questions().size()).text());
        return (threads.getCurrentThreadCpuTime() - before) / 1_000;
    }
}
