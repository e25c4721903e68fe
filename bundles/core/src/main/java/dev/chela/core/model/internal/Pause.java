package dev.chela.core.model.internal;

import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** A wait on the caller's thread that ends with its time or with its token. */
record Pause(Clock clock) {
    /** @throws CancellationException when the token was cancelled, or the thread interrupted */
    void take(Duration time, Cancellation token) {
        CountDownLatch over = new CountDownLatch(1);
        Registration alarm = clock.after(time, over::countDown);
        Registration cancelled = token.onCancel(over::countDown);
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting to ask a model again");
        } finally {
            alarm.close();
            cancelled.close();
        }
        token.check();
    }
}
