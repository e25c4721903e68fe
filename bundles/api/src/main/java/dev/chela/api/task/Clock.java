package dev.chela.api.task;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** The only source of time, so that a test can hold it still. */
@ProviderType
public interface Clock {
    Instant now();

    /**
     * Runs an action once, after a delay, on a thread that it must not block.
     *
     * @return takes the alarm back; does nothing once it has rung
     */
    Cancellation.Registration after(Duration delay, Runnable action);
}
