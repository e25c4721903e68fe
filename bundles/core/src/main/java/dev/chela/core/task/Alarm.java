package dev.chela.core.task;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings when something is due, and now and then before it: the machine's clock may jump and the machine may sleep, and an alarm far
 * away would notice neither. One is set at a time. Not safe on several threads: its owner's lock is around it.
 */
public final class Alarm {
    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    private final Clock clock;
    private final Scope threads;
    private final String name;
    private final Duration farthest;
    private final Runnable rung;
    private @Nullable Registration set;
    private long rings;

    /**
     * @param name of the thread that it rings on
     * @param farthest how far away it is set at the most
     * @param rung called on a thread of its own
     */
    public Alarm(Clock clock, Scope threads, String name, Duration farthest, Runnable rung) {
        this.clock = clock;
        this.threads = threads;
        this.name = name;
        this.farthest = farthest;
        this.rung = rung;
    }

    /**
     * @param due milliseconds since 1970; empty for no alarm
     * @param atLeast how long to wait at the least, however late it is
     */
    public void set(OptionalLong due, Duration atLeast) {
        clear();
        if (due.isPresent()) {
            long wait = Math.min(farthest.toMillis(), Math.max(atLeast.toMillis(), due.getAsLong() - now()));
            rings = now() + wait;
            set = clock.after(Duration.ofMillis(wait), this::ring);
        }
    }

    public void clear() {
        if (set != null) {
            set.close();
            set = null;
        }
    }

    /** How far the wall clock is from where it should be when the alarm that was set last rings. */
    public Duration jump() {
        return Duration.ofMillis(now() - rings);
    }

    private long now() {
        return clock.now().toEpochMilli();
    }

    private void ring() {
        try {
            threads.start(name, rung);
        } catch (RejectedExecutionException ended) {
            LOG.debug("an alarm rang while its owner ended", ended);
        }
    }
}
