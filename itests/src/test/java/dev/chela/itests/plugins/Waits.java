package dev.chela.itests.plugins;

import dev.chela.itests.house.Until;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Uses one thing again and again, and knows how long each use took and when. */
final class Waits implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;
    private static final int BEFORE_AND_AFTER = 2;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<Use> uses = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> swapped = new ArrayList<>();
    private final List<Long> calm = new ArrayList<>();
    private final Future<?> work;
    private volatile boolean ended;

    private record Use(long from, long to) {}

    /** @param use throws where it does not go well */
    Waits(Runnable use) {
        work = thread.submit(() -> {
            while (!ended) {
                long from = System.nanoTime();
                use.run();
                uses.add(new Use(from, System.nanoTime()));
            }
        });
    }

    /** Waits until it has been used a few times more. */
    private void settle() {
        int before = uses.size();
        Until.holds("it is used on", () -> work.isDone() || uses.size() >= before + BEFORE_AND_AFTER);
    }

    /** Measures the longest use while something happens, and the longest in as long a time before it. */
    void during(Runnable swap) {
        settle();
        long from = System.nanoTime();
        swap.run();
        long to = System.nanoTime();
        settle();
        swapped.add(longest(from, to));
        calm.add(longest(from - (to - from), from));
    }

    private long longest(long from, long to) {
        synchronized (uses) {
            return uses.stream().filter(use -> use.to() >= from && use.from() <= to).mapToLong(use -> use.to() - use.from()).max().orElse(0);
        }
    }

    /** Tells what went wrong with a use, too. */
    String end() throws InterruptedException, ExecutionException, TimeoutException {
        ended = true;
        work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return swapped.size() + " exchanges under " + uses.size() + " uses; the longest use during one, in milliseconds: " + figures(swapped)
                + "; in as long a time before it: " + figures(calm);
    }

    /** In milliseconds. */
    static String figures(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return "median " + at(sorted, 0.5) + ", 99th percentile " + at(sorted, 0.99) + ", longest " + at(sorted, 1);
    }

    private static String at(List<Long> sorted, double share) {
        return String.format(Locale.ROOT, "%.1f", sorted.get((int) Math.ceil(share * sorted.size()) - 1) / 1e6);
    }

    @Override
    public void close() {
        ended = true;
        thread.shutdownNow();
    }
}
