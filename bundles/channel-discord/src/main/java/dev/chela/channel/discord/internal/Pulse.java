package dev.chela.channel.discord.internal;

import dev.chela.api.fault.Transient;
import dev.chela.api.net.WebSocket;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The beats that Discord wants. A beat that was not answered before the next is a dead line, which is closed so that it can be resumed. */
final class Pulse implements Runnable {
    /** Any code but 1000 and 1001 leaves the session alive. */
    static final int TO_BE_RESUMED = 4_000;

    private final WebSocket line;
    private final Duration interval;
    private final double first;
    private final LongSupplier seq;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean answered = true;
    private volatile boolean listening = true;
    private volatile boolean dead;

    /** @param first how much of an interval passes before the first beat, from 0 to 1: not all bots beat at once after Discord restarts */
    Pulse(WebSocket line, Duration interval, double first, LongSupplier seq) {
        this.line = line;
        this.interval = interval;
        this.first = first;
        this.seq = seq;
    }

    @Override
    public void run() {
        try {
            for (long pause = (long) (interval.toMillis() * first); !over.await(pause, TimeUnit.MILLISECONDS); pause = interval.toMillis()) {
                if (!answered && listening) {
                    dead = true;
                    line.close(TO_BE_RESUMED);
                    return;
                }
                answered = false;
                beat();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Transient | CancellationException ended) {
            return; // Whoever listens hears it, too.
        }
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
