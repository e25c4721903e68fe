package dev.chela.core.outbox.internal;

import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Refusal;
import dev.chela.api.fault.Fault;
import dev.chela.api.task.Clock;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.Inspection;
import dev.chela.core.outbox.Inspection.Leaves;
import dev.chela.core.outbox.Inspection.Ruling;
import dev.chela.core.outbox.Inspection.Stays;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.Lanes;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the deliveries: in order per lane, a few at a time per account. Each is claimed before it is tried, and settled after. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int PER_ACCOUNT = 8;
    private static final Duration WHEN_STUCK = Duration.ofSeconds(5);

    private final Ledger ledger;
    private final Rows rows;
    private final Drafts drafts;
    private final Carrier carrier;
    private final Inspection inspection;
    private final Outcomes outcomes;
    private final Clock clock;
    private final Scope scope = new Scope("chela-outbox");
    private final Lanes<String> lanes = new Lanes<>(scope);
    private final Map<String, Semaphore> permits = new ConcurrentHashMap<>();
    private final String boot = UUID.randomUUID().toString();

    Dispatcher(Ledger ledger, Rows rows, Drafts drafts, Carrier carrier, Inspection inspection, Outcomes outcomes, Clock clock) {
        this.ledger = ledger;
        this.rows = rows;
        this.drafts = drafts;
        this.carrier = carrier;
        this.inspection = inspection;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    void wake(String lane) {
        try {
            lanes.submit(lane, () -> drain(lane));
        } catch (RejectedExecutionException ended) {
            LOG.debug("lane {} waits for the next start", lane);
        }
    }

    void stop() {
        scope.close();
    }

    private void drain(String lane) {
        try {
            Optional<Letter> head = rows.head(lane);
            while (head.isPresent() && mayGo(head.get())) {
                leave(head.get());
                head = rows.head(lane);
            }
        } catch (CancellationException stopped) {
            LOG.debug("lane {} was interrupted; what it was sending is looked into at the next start", lane);
        } catch (Fault stuck) {
            LOG.warn("deliveries to {} are delayed: {}", lane, stuck.getMessage());
            clock.after(WHEN_STUCK, () -> wake(lane));
        }
    }

    /** When not: something wakes the lane later, the alarm set here or the account that opens. */
    private boolean mayGo(Letter letter) {
        if (!carrier.ready(letter.held().parcel().channel(), letter.held().parcel().account())) {
            return false;
        }
        Duration pause = letter.pause(clock.now());
        if (!pause.isZero()) {
            clock.after(pause, () -> wake(letter.held().parcel().lane()));
        }
        return pause.isZero();
    }

    /** What was tried before is frozen: what the platform may have seen must not become something else. */
    private void leave(Letter letter) {
        Ruling ruling = letter.fresh() ? inspection.of(letter.held().parcel()) : new Leaves(letter.held().parcel().out());
        if (ruling instanceof Stays stays) {
            outcomes.withhold(letter, stays.why());
        } else {
            forward(letter.saying(((Leaves) ruling).as()));
        }
    }

    private void forward(Letter letter) {
        Semaphore account = permits.computeIfAbsent(
                letter.held().parcel().channel() + " " + letter.held().parcel().account(), key -> new Semaphore(PER_ACCOUNT, true));
        try {
            account.acquire();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
        try {
            if (letter.unknown()) {
                outcomes.lookInto(letter, "the gateway stopped while this was being sent");
            } else {
                send(letter);
            }
        } finally {
            account.release();
        }
    }

    private void send(Letter letter) {
        Step.Builder claim = Step.named("claim");
        long now = clock.now().toEpochMilli();
        if (letter.rewritten()) {
            claim.change(Rows.rewrite(letter.held().parcel()));
        }
        claim.change(Rows.claim(letter.key(), boot, now));
        if (ledger.commit(claim.build()) == Ledger.Outcome.REFUSED) {
            return;
        }
        outcomes.settle(letter.claimed(now), deliver(letter.held().parcel()));
    }

    private Delivery deliver(Parcel parcel) {
        if (parcel.over().isEmpty()) {
            return carrier.deliver(parcel);
        }
        Optional<MessageRef> place = drafts.place(parcel);
        if (place.isEmpty()) {
            return new Delivery.Rejected(Refusal.NOT_FOUND, "there is no message whose place it could take");
        }
        Delivery delivery = carrier.deliver(Drafts.inPlace(parcel, place.get()));
        return delivery instanceof Delivery.Sent ? new Delivery.Sent(List.of(place.get())) : delivery;
    }
}
