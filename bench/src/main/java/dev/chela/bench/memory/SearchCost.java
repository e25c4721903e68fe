package dev.chela.bench.memory;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
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
                List<Cost> costs = IntStream.range(from, from + SEARCHES).mapToObj(i -> cost(memory, set, i)).toList();
                System.out.println("processor time in µs: " + told(costs, Cost::processor) + "; on the wall: " + told(costs, Cost::wall));
            }
        }
    }

    /** Both in microseconds. */
    private record Cost(long processor, long wall) {}

    private static String told(List<Cost> costs, ToLongFunction<Cost> which) {
        long[] sorted = costs.stream().mapToLong(which).sorted().toArray();
        return "median " + sorted[SEARCHES / 2] + ", 90 % " + sorted[SEARCHES * 9 / 10];
    }

    private static Cost cost(Remembering memory, RetrievalSet set, int number) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long processor = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        memory.search(set.questions().get(number * STRIDE % set.questions().size()).text());
        return new Cost((threads.getCurrentThreadCpuTime() - processor) / 1_000, (System.nanoTime() - wall) / 1_000);
    }
}
