package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The conversations of one platform: everybody writes the next word a moment after the last one was answered, until they are ended. */
final class Talks implements Runnable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** So long somebody reads an answer before the next word. */
    private static final long READS = Duration.ofMillis(250).toNanos();
    /** Of each conversation, before the channel is overwritten once more. */
    private static final int BETWEEN = 1;

    private final String channel;
    private final List<Talk> all;
    private final AtomicInteger swaps = new AtomicInteger();
    private volatile boolean ended;
    private volatile int fewest;
    private volatile String waiting = "";

    Talks(String channel, List<Writer> writers) {
        this.channel = channel;
        all = writers.stream().map(Talk::new).toList();
    }

    private final class Talk {
        private final Writer who;
        private final List<Long> millis = new ArrayList<>();
        private int written;
        private int answered;
        private long since;
        private long read;
        private int swapsBefore;

        Talk(Writer who) {
            this.who = who;
        }

        /** @return whether everything was answered */
        boolean goOn(boolean writes) {
            boolean done = written == 0 || who.answers(written) > 0;
            if (done && written > answered) {
                millis.add((System.nanoTime() - since) / 1_000_000);
                answered = written;
                read = System.nanoTime() + READS;
            }
            // Where nothing is brought again, what was said while nobody was there has no answer.
            boolean lost = !done && !who.repeatable() && swaps.get() > swapsBefore;
            if (lost || done && writes && System.nanoTime() - read >= 0) {
                swapsBefore = swaps.get();
                since = System.nanoTime();
                who.write(++written);
            }
            return done;
        }

        private int unanswered() {
            return (int) IntStream.rangeClosed(1, written).filter(number -> who.answers(number) == 0).count();
        }
    }

    @Override
    public void run() {
        Until.holds(PATIENCE.multipliedBy(10), () -> "the end of the conversations", () -> {
            all.forEach(talk -> talk.goOn(true));
            waiting = all.stream().filter(talk -> talk.written > talk.answered).map(talk -> talk.who.word(talk.written)).collect(Collectors.joining(", ", "without an answer are ", ""));
            fewest = all.stream().mapToInt(talk -> talk.millis.size()).min().orElseThrow();
            return ended;
        });
        Until.holds(PATIENCE, () -> "the last answers over " + channel, () -> all.stream().map(talk -> talk.goOn(false)).reduce(true, Boolean::logicalAnd));
    }

    /**
     * After the channel was overwritten: waits until everybody has talked on.
     *
     * @param work what runs this
     */
    void goOn(Future<?> work) {
        int before = fewest;
        swaps.incrementAndGet();
        Until.holds(PATIENCE, () -> channel + ": everybody is answered " + (before + BETWEEN) + " times, not " + fewest + "; " + waiting, () ->
                work.isDone() || fewest >= before + BETWEEN);
    }

    void end() {
        ended = true;
    }

    void check() {
        for (Talk talk : all) {
            for (int number = 1; number <= talk.written; number++) {
                assertThat(talk.who.answers(number)).as("answers to %s", talk.who.word(number)).isBetween(talk.who.repeatable() ? 1L : 0L, 1L);
            }
        }
    }

    String figures() {
        List<Long> millis = new ArrayList<>();
        all.forEach(talk -> millis.addAll(talk.millis));
        Collections.sort(millis);
        int written = all.stream().mapToInt(talk -> talk.written).sum();
        int unanswered = all.stream().mapToInt(Talk::unanswered).sum();
        return channel + ": " + written + " messages, " + unanswered + " without an answer; milliseconds until it: median " + at(millis, 0.5) + ", 99th percentile "
                + at(millis, 0.99) + ", longest " + at(millis, 1);
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }
}
