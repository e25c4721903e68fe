package dev.chela.channel.slack.internal;

import dev.chela.api.fault.Transient;
import dev.chela.api.net.WebSocket;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a line for a sign of life, and ends one that gives none: a connection that is gone need not have ended. */
final class Watch implements Runnable {
    static final int GIVEN_UP = 4_000;

    /**
     * @param between two questions
     * @param patience with a silent line
     */
    record Pace(Duration between, Duration patience) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(6), Duration.ofSeconds(20));
    }

    private final WebSocket line;
    private final Pace pace;
    private final Runnable proven;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile long listeningSince = System.nanoTime();
    private volatile boolean listening = true;
    private volatile boolean dead;

    /** @param proven told of each sign of life that was found */
    Watch(WebSocket line, Pace pace, Runnable proven) {
        this.line = line;
        this.pace = pace;
        this.proven = proven;
    }

    @Override
    public void run() {
        try {
            while (!over.await(pace.between().toMillis(), TimeUnit.MILLISECONDS)) {
                Duration silence = line.silence();
                if (listening && silence.compareTo(pace.patience()) > 0 && System.nanoTime() - listeningSince > pace.patience().toNanos()) {
                    dead = true;
                    line.close(GIVEN_UP);
                    return;
                }
                if (silence.compareTo(pace.between()) < 0) {
                    proven.run();
                }
                line.ping();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Transient | CancellationException stuck) {
            dead = over.getCount() > 0;
            line.close(GIVEN_UP); // Whoever listens hears it.
        }
    }

    /** While somebody does something with what was heard, nobody hears a sign of life. */
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
