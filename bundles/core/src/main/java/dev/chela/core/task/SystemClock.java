package dev.chela.core.task;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The machine's own time. Alarms ring on one thread named {@code chela-clock}. */
@Component
public final class SystemClock implements Clock {
    private final ScheduledThreadPoolExecutor alarms;

    @Activate
    public SystemClock() {
        alarms = new ScheduledThreadPoolExecutor(1, Threads.named("chela-clock"));
        alarms.setRemoveOnCancelPolicy(true);
    }

    @Deactivate
    public void close() {
        alarms.shutdownNow();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Registration after(Duration delay, Runnable action) {
        Future<?> alarm = alarms.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> alarm.cancel(false);
    }
}
