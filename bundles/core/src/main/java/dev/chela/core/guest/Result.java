package dev.chela.core.guest;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What came of work on another thread, told apart from what became of the waiting. */
final class Result {
    private Result() {}

    /**
     * @param deadline zero for none
     * @throws Late past the deadline
     * @throws Interrupted when the thread that worked was interrupted
     * @throws InterruptedException when this one was
     * @throws Exception what the work threw
     */
    static <T> T await(Future<T> work, Duration deadline) throws Exception {
        try {
            return deadline.isZero() ? work.get() : work.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Late(e);
        } catch (InterruptedException e) {
            work.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new Interrupted(e);
            }
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    static final class Late extends Exception {
        Late(Throwable cause) {
            super(cause);
        }
    }

    static final class Interrupted extends Exception {
        Interrupted(Throwable cause) {
            super(cause);
        }
    }
}
