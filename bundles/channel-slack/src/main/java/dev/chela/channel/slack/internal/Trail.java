package dev.chela.channel.slack.internal;

import dev.chela.api.channel.ChannelHost;
import dev.chela.api.channel.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Since which message nothing is certain. The cursor that is stored with each event says it, and moves only while there is no gap before
 * it, so that a stop within one has it read again. Safe on any thread: what is told and what is read come on different ones.
 */
final class Trail {
    static final String CURSOR = "heard";
    private static final String BEGAN = "began";
    /** What is told late, by one socket of two or by a request that was put off, is older than what was told before; Slack repeats for so long. */
    private static final Duration DISORDER = Duration.ofMinutes(10);
    /** Slack wants to hear within three seconds that something was taken. */
    private static final long COURTESY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final InstantSource clock;
    private final String began;
    private String since;
    private String newest;
    private boolean open = true;
    private boolean reading;
    private long readingSince;
    private int gaps;

    Trail(ChannelHost host, InstantSource clock) {
        this.clock = clock;
        began = host.state().get(BEGAN).orElseGet(() -> begin(host, ts(clock.instant()))); // What was written before is not for us.
        String told = host.cursor(CURSOR).value();
        since = is(told) ? later(told, began) : began;
        newest = since;
    }

    private static String begin(ChannelHost host, String now) {
        host.state().put(BEGAN, now);
        return now;
    }

    /** Whether it is a message's id, which is its time, and sorts by it. */
    static boolean is(String ts) {
        return ts.matches("[0-9]{10}\\.[0-9]{6}");
    }

    static String ts(Instant at) {
        return String.format(Locale.ROOT, "%010d.%06d", Math.max(0, at.getEpochSecond()), at.getNano() / 1_000);
    }

    static Instant time(String ts) {
        return Instant.ofEpochSecond(Long.parseLong(ts.substring(0, 10)));
    }

    static String later(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** What is to be stored with a message of this id, or with what is none. */
    synchronized Cursor cursor(String message) {
        newest = is(message) ? later(message, newest) : newest;
        since = open ? since : newest;
        return new Cursor(CURSOR, since);
    }

    /** From now on somebody may write what nobody tells us. */
    synchronized void lost() {
        open = true;
        gaps++;
    }

    /** @return whether somebody is to read what was missed; where somebody does already, he is to begin again */
    synchronized boolean begin() {
        gaps += reading ? 1 : 0;
        boolean mine = open && !reading;
        if (mine) {
            reading = true;
            readingSince = System.nanoTime();
        }
        return mine;
    }

    /** After which message everything is to be read, but for what is older than {@code most}. */
    synchronized Gap gap(Duration most) {
        Instant now = clock.instant();
        return new Gap(later(began, later(ts(time(since).minus(DISORDER)), ts(now.minus(most)))), gaps);
    }

    /**
     * @param after the last message that is not in it
     * @param number by which it is told from the next one
     */
    record Gap(String after, int number) {}

    /** @return false when there is another one since */
    synchronized boolean closed(Gap read) {
        if (read.number() != gaps) {
            return false;
        }
        open = false;
        reading = false;
        since = newest;
        notifyAll();
        return true;
    }

    /** Waits until what was missed is stored, so that it is before what is told now; not for long. */
    synchronized void turn() {
        try {
            for (long left = left(); reading && left > 0; left = left()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private long left() {
        return readingSince + COURTESY_NANOS - System.nanoTime();
    }
}
