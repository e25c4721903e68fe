package dev.chela.core.turn.internal.run;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long a run may work. Waiting for a person does not count. Used by the run's thread alone. */
public final class TimeLimit implements AutoCloseable {
    private final Clock clock;
    private final Runnable over;
    private final boolean unlimited;
    private Duration left;
    private Instant since = Instant.EPOCH;
    private Registration alarm = () -> { };

    /** @param limit zero for none */
    public TimeLimit(Clock clock, Duration limit, Runnable over) {
        this.clock = clock;
        this.over = over;
        this.unlimited = limit.isZero();
        this.left = limit;
        resume();
    }

    public void pause() {
        alarm.close();
        left = left.minus(Duration.between(since, clock.now()));
    }

    public void resume() {
        since = clock.now();
        if (!unlimited) {
            alarm = clock.after(left.isNegative() ? Duration.ZERO : left, over);
        }
    }

    @Override
    public void close() {
        alarm.close();
    }
}
