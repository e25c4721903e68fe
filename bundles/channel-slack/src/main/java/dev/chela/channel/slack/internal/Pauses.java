package dev.chela.channel.slack.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Waits that end when the account does. Each is longer than the one before up to a minute, and none is as long as another bot's. */
final class Pauses {
    private static final int MOST_DOUBLINGS = 6;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Duration unit;

    /** @param unit the first one; a second, but for tests */
    Pauses(Duration unit) {
        this.unit = unit;
    }

    /** @param failures in a row, before this one */
    void after(int failures) {
        long most = unit.toMillis() << Math.min(failures, MOST_DOUBLINGS);
        of(Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1)));
    }

    void of(Duration time) {
        try {
            if (over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            over.countDown();
        }
    }

    boolean over() {
        return over.getCount() == 0;
    }

    void end() {
        over.countDown();
    }
}
