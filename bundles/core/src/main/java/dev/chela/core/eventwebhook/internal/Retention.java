package dev.chela.core.eventwebhook.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.api.task.TaskScope;
import dev.chela.core.eventwebhook.EventWebhooksConfig;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets, once an hour, what was delivered long ago. What waits, and dead letters, are kept as long as their endpoint is configured. */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration EVERY = Duration.ofHours(1);
    /** A stream that nobody wrote to for so long counts from 1 again. */
    private static final Duration QUIET = Duration.ofDays(30);

    private final Ledger ledger;
    private final DeliveryRows rows;
    private final Clock clock;
    private final TaskScope scope;
    private final Supplier<EventWebhooksConfig> config;
    private Optional<Registration> alarm = Optional.empty();
    private boolean closed;

    Retention(Ledger ledger, DeliveryRows rows, Clock clock, TaskScope scope, Supplier<EventWebhooksConfig> config) {
        this.ledger = ledger;
        this.rows = rows;
        this.clock = clock;
        this.scope = scope;
        this.config = config;
    }

    /** Does nothing while no endpoint is configured, and nothing twice. */
    synchronized void begin() {
        if (!closed && alarm.isEmpty() && !Objects.requireNonNull(config.get().endpoints()).isEmpty()) {
            alarm = Optional.of(clock.after(EVERY, this::ring));
        }
    }

    synchronized void close() {
        closed = true;
        alarm.ifPresent(Registration::close);
    }

    private void ring() {
        synchronized (this) {
            alarm = Optional.empty();
        }
        try {
            scope.start("webhook retention", this::forget);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("old events of webhooks are forgotten after the next start", stopping);
        }
        begin();
    }

    void forget() {
        EventWebhooksConfig now = config.get();
        long time = clock.now().toEpochMilli();
        long before = time - Objects.requireNonNull(now.retention()).toMillis();
        Step.Builder step = Step.named("webhook-forget");
        try {
            rows.tallies().stream().filter(each -> !Objects.requireNonNull(now.endpoints()).containsKey(each.endpoint()))
                    .forEach(each -> DeliveryRows.forget(each.endpoint(), before).forEach(step::change));
            DeliveryRows.forget(before, time - QUIET.toMillis()).forEach(step::change);
            ledger.commit(step.build());
        } catch (Fault later) {
            LOG.warn("old events of webhooks were not forgotten yet: {}", later.getMessage());
        }
    }
}
