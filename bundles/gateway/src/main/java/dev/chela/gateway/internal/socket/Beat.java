package dev.chela.gateway.internal.socket;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Does something again and again, until it is closed: then no alarm of it is left. */
final class Beat implements AutoCloseable {
    private final Clock clock;
    private final Duration every;
    private final Runnable work;
    private @Nullable Registration next;
    private boolean closed;

    Beat(Clock clock, Duration every, Runnable work) {
        this.clock = clock;
        this.every = every;
        this.work = work;
        arm();
    }

    private synchronized void arm() {
        if (!closed) {
            next = clock.after(every, this::strike);
        }
    }

    private void strike() {
        try {
            work.run();
        } finally {
            arm();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.close();
        }
    }
}
