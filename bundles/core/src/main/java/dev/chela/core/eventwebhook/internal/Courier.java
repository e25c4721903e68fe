package dev.chela.core.eventwebhook.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.task.Clock;
import dev.chela.core.eventwebhook.EventWebhooksConfig.Endpoint;
import dev.chela.core.eventwebhook.internal.DeliveryRows.Due;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the first event of a stream one attempt further, and writes down what became of it. What died in between is POSTed again. */
final class Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration WHEN_STUCK = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final DeliveryRows rows;
    private final Sender sender;
    private final Clock clock;
    private final DoubleSupplier dice;

    /** @param dice from 0 to 1 */
    Courier(Ledger ledger, DeliveryRows rows, Sender sender, Clock clock, DoubleSupplier dice) {
        this.ledger = ledger;
        this.rows = rows;
        this.sender = sender;
        this.clock = clock;
        this.dice = dice;
    }

    /**
     * What a stream needs next.
     *
     * @param after when to come back; zero for at once, empty for when something happens
     */
    record Next(Optional<Duration> after) {
        static final Next NOTHING = new Next(Optional.empty());
        static final Next AT_ONCE = new Next(Optional.of(Duration.ZERO));
    }

    Next advance(String name, Endpoint endpoint, String stream) {
        try {
            return rows.head(name, stream).map(due -> advance(name, endpoint, due)).orElse(Next.NOTHING);
        } catch (Fault stuck) {
            LOG.warn("webhook {} is delayed: {}", name, stuck.getMessage());
            return new Next(Optional.of(WHEN_STUCK));
        }
    }

    private Next advance(String name, Endpoint endpoint, Due due) {
        long early = due.nextAt() - clock.now().toEpochMilli();
        if (due.state().equals("dead") || early > 0) {
            return due.state().equals("dead") ? Next.NOTHING : new Next(Optional.of(Duration.ofMillis(early)));
        }
        Attempt attempt = sender.post(endpoint, due.event().id(), due.event().body(due.number()));
        long now = clock.now().toEpochMilli();
        if (attempt.taken()) {
            commit("webhook-delivered", DeliveryRows.delivered(name, due.event().id(), now));
            return Next.AT_ONCE;
        }
        return failed(name, endpoint, due, attempt, now);
    }

    private Next failed(String name, Endpoint endpoint, Due due, Attempt attempt, long now) {
        int tried = due.attempt() + 1;
        boolean dead = attempt.isFinal() || tried >= Objects.requireNonNull(endpoint.maxAttempts());
        Duration pause = pause(tried, attempt);
        commit("webhook-failed", DeliveryRows.failed(name, due.event().id(), dead, now + pause.toMillis(), attempt.fault(), now));
        if (dead) {
            LOG.warn("webhook {} did not take {} {} in {} attempts ({}); what else happens in {} waits behind it. When it is repaired:"
                    + " chela webhooks replay {} {}; to go on without it: chela webhooks skip {} {}", name, due.event().type(), due.event().id(),
                    tried, attempt.fault(), due.event().stream().isEmpty() ? "the gateway" : due.event().stream(), name, due.event().id(), name,
                    due.event().id());
            return Next.NOTHING;
        }
        return new Next(Optional.of(pause));
    }

    private void commit(String name, List<Change> changes) {
        Step.Builder step = Step.named(name);
        changes.forEach(step::change);
        ledger.commit(step.build());
    }

    /** Doubles from a second to an hour, a fifth more or less, so that those who failed together do not come back together. */
    private Duration pause(int tried, Attempt attempt) {
        long usual = Math.min(LONGEST.toMillis(), 1_000L << Math.min(20, tried - 1));
        Duration own = Duration.ofMillis(Math.round(usual * (0.8 + 0.4 * dice.getAsDouble())));
        return own.compareTo(attempt.retryAfter()) >= 0 ? own : attempt.retryAfter();
    }
}
