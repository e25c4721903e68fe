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

/** The conversations of one channel: everybody writes the next word a while after the last one was answered, until they are ended. */
final class Talks implements Runnable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String channel;
    private final long reads;
    private final List<Talk> all;
    private final AtomicInteger swaps = new AtomicInteger();
    private final List<Long> undisturbed = new ArrayList<>();
    private final List<Long> millis = new ArrayList<>();
    private volatile boolean ended;
    private volatile int fewest;
    private volatile String waiting = "";

    /** @param reads so long somebody reads an answer before the next word: not less than the channel's own pace asks for */
    Talks(String channel, List<Writer> writers, Duration reads) {
        this.channel = channel;
        this.reads = reads.toNanos();
        all = writers.stream().map(Talk::new).toList();
    }

    private final class Talk {
        private final Writer who;
        private int written;
        private int answered;
        private int answers;
        private long since;
        private long read;
        private int swapsBefore;

        Talk(Writer who) {
            this.who = who;
        }

        /** @return whether everything was answered */
        boolean goOn(boolean writes) {
            boolean done = written == answered || who.answers(written) > 0;
            if (done && written > answered) {
                note((System.nanoTime() - since) / 1_000_000);
                answered = written;
                answers++;
                read = System.nanoTime() + reads;
            }
            // Where nothing is brought again, what was said while nobody was there has no answer.
            boolean lost = !done && !who.repeatable() && swaps.get() > swapsBefore && System.nanoTime() - since > reads;
            if (lost || done && writes && System.nanoTime() - read >= 0) {
                swapsBefore = swaps.get();
                since = System.nanoTime();
                who.write(++written);
            }
            return done;
        }

        /** The first answer of all is one of a machine that is still warming up. */
        private void note(long waited) {
            if (swaps.get() > 0) {
                millis.add(waited);
            } else if (answers > 0) {
                undisturbed.add(waited);
            }
        }

        private int unanswered() {
            return (int) IntStream.rangeClosed(1, written).filter(number -> who.answers(number) == 0).count();
        }
    }

    @Override
    public void run() {
        Until.holds(PATIENCE.multipliedBy(30), () -> "the end of the conversations", () -> {
            all.forEach(talk -> talk.goOn(true));
            waiting = all.stream().filter(talk -> talk.written > talk.answered).map(talk -> talk.who.word(talk.written)).collect(Collectors.joining(", ", "without an answer are ", ""));
            fewest = all.stream().mapToInt(talk -> talk.answers).min().orElseThrow();
            return ended;
        });
        Until.holds(PATIENCE, () -> "the last answers over " + channel, () -> all.stream().map(talk -> talk.goOn(false)).reduce(true, Boolean::logicalAnd));
    }

    /** From now on what is not answered may be so because the channel is overwritten. */
    void disturbed() {
        swaps.incrementAndGet();
    }

    /** How often everybody was answered at least. */
    int fewest() {
        return fewest;
    }

    /** Waits until everybody has been answered so often. @param work what runs this */
    void await(int answers, Future<?> work) {
        Until.holds(PATIENCE, () -> channel + ": everybody is answered " + answers + " times, not " + fewest + "; " + waiting, () -> work.isDone() || fewest >= answers);
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

    /** The longest that anybody waited for an answer, in milliseconds, beyond the longest while nothing was overwritten. */
    long pause() {
        return Math.max(0, at(millis, 1) - at(undisturbed, 1));
    }

    String figures() {
        int written = all.stream().mapToInt(talk -> talk.written).sum();
        int unanswered = all.stream().mapToInt(Talk::unanswered).sum();
        return channel + ": " + written + " messages, " + unanswered + " without an answer; milliseconds until it, before anything was overwritten: median "
                + at(undisturbed, 0.5) + ", longest " + at(undisturbed, 1) + "; then: median " + at(millis, 0.5) + ", 99th percentile " + at(millis, 0.99) + ", longest " + at(millis, 1);
    }

    private static long at(List<Long> some, double share) {
        List<Long> sorted = new ArrayList<>(some);
        Collections.sort(sorted);
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * (sorted.size() - 1))));
    }
}
