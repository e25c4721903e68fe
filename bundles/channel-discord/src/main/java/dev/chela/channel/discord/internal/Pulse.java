package dev.chela.channel.discord.internal;

import dev.chela.api.fault.Transient;
import dev.chela.api.net.WebSocket;
import dev.chela.api.task.TaskScope;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The beats that Discord wants. A beat that was not answered before the next is a dead line, which is closed so that it can be resumed. */
final class Pulse implements Runnable {
    /** Any code but 1000 and 1001 leaves the session alive. */
    static final int TO_BE_RESUMED = 4_000;

    /**
     * How a line is asked whether it lives between two beats, which are most of a minute apart: a connection that is gone need not have ended.
     *
     * @param between two questions
     * @param patience with a silent line
     */
    record Pace(Duration between, Duration patience) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(6), Duration.ofSeconds(20));
    }

    /** What makes a line's pulse beat. */
    record Heart(TaskScope tasks, Pace pace) {
        /** Begins at a random part of an interval: not all bots beat at once after Discord restarts. */
        Pulse start(WebSocket line, Duration interval, LongSupplier seq) {
            Pulse pulse = new Pulse(line, interval, pace, seq);
            tasks.start("beat to Discord", pulse);
            return pulse;
        }
    }

    private final WebSocket line;
    private final Duration interval;
    private final Pace pace;
    private final LongSupplier seq;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean answered = true;
    private volatile long listeningSince = System.nanoTime();
    private volatile boolean listening = true;
    private volatile boolean dead;

    private Pulse(WebSocket line, Duration interval, Pace pace, LongSupplier seq) {
        this.line = line;
        this.interval = interval;
        this.pace = pace;
        this.seq = seq;
    }

    @Override
    public void run() {
        try {
            long due = System.nanoTime() + (long) (interval.toNanos() * ThreadLocalRandom.current().nextDouble());
            while (!over.await(Math.min(due - System.nanoTime(), pace.between().toNanos()), TimeUnit.NANOSECONDS)) {
                boolean beats = System.nanoTime() - due >= 0;
                if (silent() || beats && !answered && listening) {
                    dead = true;
                    line.close(TO_BE_RESUMED);
                    return;
                }
                if (beats) {
                    answered = false;
                    beat();
                    due = System.nanoTime() + interval.toNanos();
                } else {
                    line.ping();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Transient | CancellationException ended) {
            return; // Whoever listens hears it, too.
        }
    }

    private boolean silent() {
        return listening && line.silence().compareTo(pace.patience()) > 0 && System.nanoTime() - listeningSince > pace.patience().toNanos();
    }

    /** Now; Discord may ask for it. */
    void beat() {
        String last = seq.getAsLong() == 0 ? "null" : String.valueOf(seq.getAsLong());
        line.send("{\"op\":1,\"d\":" + last + "}");
    }

    void answered() {
        answered = true;
    }

    /** While somebody does something with what was heard, nobody hears an answer. */
    void listening(boolean now) {
        listeningSince = System.nanoTime();
        listening = now;
    }

    /** Whether it ended the line. */
    boolean foundDead() {
        return dead;
    }

    void end() {
        over.countDown();
    }
}
