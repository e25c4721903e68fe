package dev.chela.api.channel;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The waits of one account between its attempts. They end when the account does. Each is longer than the one before, up to 64 units, and
 * none is as long as another account's, so that those that were cut off together do not come back together.
 */
public final class Pauses {
    private static final int MOST_DOUBLINGS = 6;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Duration unit;

    /** Of a second up to a minute. */
    public Pauses() {
        this(Duration.ofSeconds(1));
    }

    /** @param unit the longest that the first one lasts */
    public Pauses(Duration unit) {
        this.unit = unit;
    }

    /**
     * Waits between half of the unit, doubled for each failure, and the whole of it.
     *
     * @param failures in a row, before this one
     */
    public void after(int failures) {
        long most = unit.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        of(Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1)));
    }

    /** Waits so long, or until it is over. Who is interrupted meanwhile stays so, and it is over. */
    public void of(Duration time) {
        try {
            if (over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            over.countDown();
        }
    }

    public boolean over() {
        return over.getCount() == 0;
    }

    /** Wakes whoever waits; nobody waits any more. */
    public void end() {
        over.countDown();
    }
}
