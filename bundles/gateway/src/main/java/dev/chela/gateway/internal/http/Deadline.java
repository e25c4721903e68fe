package dev.chela.gateway.internal.http;

import dev.chela.api.task.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The token of one request: it is cancelled when the client goes, and interrupts the request's thread when time is up. */
final class Deadline implements Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private @Nullable Thread working;
    private boolean passed;
    private boolean cancelled;

    synchronized void begin() {
        working = Thread.currentThread();
    }

    /** From here on the thread does other work and must not be interrupted for this one. */
    synchronized void end() {
        working = null;
        if (passed) {
            Thread.interrupted();
        }
    }

    void pass() {
        synchronized (this) {
            if (working == null) {
                return;
            }
            passed = true;
            working.interrupt();
        }
        cancel();
    }

    synchronized boolean passed() {
        return passed;
    }

    void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelled;
    }

    @Override
    public void check() {
        if (cancelled()) {
            throw new CancellationException(passed() ? "the request took too long" : "the client has gone");
        }
    }

    @Override
    public Registration onCancel(Runnable action) {
        Runnable own = action::run;
        synchronized (this) {
            if (!cancelled) {
                actions.add(own);
                return () -> forget(own);
            }
        }
        own.run();
        return () -> {};
    }

    private synchronized void forget(Runnable own) {
        actions.remove(own);
    }
}
