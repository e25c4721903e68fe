package dev.chela.core.task;

import dev.chela.api.task.Cancellation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** The owner's side of a {@link Cancellation}: it can be cancelled, once, with a reason for people. */
public final class CancelSource implements Cancellation {
    private final Set<Runnable> actions = new LinkedHashSet<>();
    private volatile String reason = "";
    private volatile boolean cancelled;

    /** @return whether this call was the one that cancelled it */
    public boolean cancel(String why) {
        List<Runnable> due;
        synchronized (actions) {
            if (cancelled) {
                return false;
            }
            reason = why;
            cancelled = true;
            due = List.copyOf(actions);
            actions.clear();
        }
        due.forEach(Runnable::run);
        return true;
    }

    /** Empty while it is live. */
    public String reason() {
        return reason;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void check() {
        if (cancelled) {
            throw new CancellationException(reason);
        }
    }

    @Override
    public Registration onCancel(Runnable action) {
        Runnable own = action::run;
        synchronized (actions) {
            if (!cancelled) {
                actions.add(own);
                return () -> forget(own);
            }
        }
        own.run();
        return () -> {};
    }

    private void forget(Runnable own) {
        synchronized (actions) {
            actions.remove(own);
        }
    }
}
