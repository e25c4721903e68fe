package dev.chela.core.outbox.internal;

import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.fault.Transient;
import dev.chela.api.task.Clock;
import dev.chela.core.outbox.Carrier;
import dev.chela.core.outbox.DeliveryConfig.Doubt;
import dev.chela.core.outbox.Outbox.Settled;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.store.Step.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a delivery once it was tried. Where nobody can know, it is not tried again unless that is safe. */
final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private static final int ATTEMPTS = 12;
    private static final String MARK = "(This may reach you a second time.)\n\n";
    /** Behind the key of what is sent once more. */
    static final String MARKED = ":again";

    private final Ledger ledger;
    private final Carrier carrier;
    private final Clock clock;
    private final Supplier<Doubt> policy;

    Outcomes(Ledger ledger, Carrier carrier, Clock clock, Supplier<Doubt> policy) {
        this.ledger = ledger;
        this.carrier = carrier;
        this.clock = clock;
        this.policy = policy;
    }

    void settle(Letter letter, Delivery delivery) {
        if (delivery instanceof Delivery.InDoubt doubt) {
            lookInto(letter, doubt.why());
        } else {
            known(letter, delivery);
        }
    }

    /** It never left: somebody of the house does not want it to. */
    void withhold(Letter letter, String why) {
        end(letter, State.REJECTED, List.of(), why);
    }

    private void known(Letter letter, Delivery delivery) {
        if (delivery instanceof Delivery.Sent sent) {
            end(letter, State.SENT, sent.refs(), "");
        } else if (delivery instanceof Delivery.Rejected rejected) {
            refused(letter, rejected.kind() + ": " + rejected.detail());
        } else {
            Duration after = longer(((Delivery.Retry) delivery).after(), Letter.backOff(letter.held().attempt()));
            retry(letter, after, "it was not taken");
        }
    }

    private void refused(Letter letter, String why) {
        Parcel parcel = letter.held().parcel();
        if (parcel.over().isPresent() && !parcel.passing()) {
            commit("alone", Rows.replace(letter.key(), parcel.alone(), why));
        } else {
            end(letter, State.REJECTED, List.of(), why);
        }
    }

    /** It may have left. The platform is asked; where it cannot tell, the same key is safe for a while; else a person must know. */
    void lookInto(Letter letter, String why) {
        if (changes(letter.held().parcel())) {
            retry(letter, soon(letter), why);
            return;
        }
        Optional<Delivery> told;
        try {
            told = carrier.recall(letter.held().parcel()).filter(answer -> !(answer instanceof Delivery.InDoubt));
        } catch (Transient later) {
            askLater(letter, later, why);
            return;
        }
        if (told.isPresent() && !(told.get() instanceof Delivery.Retry)) {
            known(letter, told.get());
        } else if (told.isPresent() || safeToRepeat(letter)) {
            retry(letter, soon(letter), why);
        } else {
            doubt(letter, why);
        }
    }

    /** Done twice it is the same. */
    private static boolean changes(Parcel parcel) {
        return parcel.over().isPresent() || parcel.out() instanceof Outbound.Edit;
    }

    private boolean safeToRepeat(Letter letter) {
        Duration safe = carrier.capabilities(letter.held().parcel().channel(), letter.held().parcel().account()).repeatSafe();
        long latest = clock.now().plus(soon(letter)).toEpochMilli();
        return latest - letter.firstAt() < safe.toMillis();
    }

    private void askLater(Letter letter, Transient later, String why) {
        if (letter.held().attempt() >= ATTEMPTS) {
            doubt(letter, why + "; the platform could not be asked: " + later.getMessage());
            return;
        }
        Duration pause = longer(later.after(), Letter.backOff(letter.held().attempt()));
        commit("postpone", Rows.asked(letter.key(), at(pause), why));
    }

    private void retry(Letter letter, Duration after, String why) {
        if (letter.held().attempt() >= ATTEMPTS) {
            end(letter, State.REJECTED, List.of(), "given up after " + ATTEMPTS + " attempts; " + why);
            return;
        }
        commit("postpone", Rows.again(letter.key(), State.RETRY, at(after), why));
    }

    /** The first repetition is not kept waiting: most often it follows a restart. */
    private static Duration soon(Letter letter) {
        return letter.held().attempt() <= 1 ? Duration.ZERO : Letter.backOff(letter.held().attempt());
    }

    private void doubt(Letter letter, String why) {
        Optional<Parcel> marked = policy.get() == Doubt.RESEND_MARKED ? marked(letter.held().parcel()) : Optional.empty();
        if (letter.held().parcel().passing()) {
            end(letter, State.REJECTED, List.of(), why);
        } else if (marked.isPresent()) {
            commit("resend", Rows.replace(letter.key(), marked.get(), why));
        } else {
            end(letter, State.IN_DOUBT, List.of(), why);
        }
    }

    /** Once: what is marked already is not sent a third time. */
    private static Optional<Parcel> marked(Parcel parcel) {
        if (parcel.key().value().endsWith(MARKED) || !(parcel.out() instanceof Outbound.Post post)) {
            return Optional.empty();
        }
        Rendered text = new Rendered(post.text().dialect(), MARK + post.text().text());
        return Optional.of(new Parcel(new DeliveryKey(parcel.key().value() + MARKED), parcel.channel(), parcel.account(),
                new Outbound.Post(post.to(), post.replyTo(), text, post.media(), post.buttons(), post.tone())));
    }

    private void end(Letter letter, State state, List<MessageRef> refs, String why) {
        Parcel parcel = letter.held().parcel();
        if (state != State.SENT && parcel.passing()) {
            LOG.debug("{} was not shown: {}", letter.key(), why);
        } else if (state != State.SENT) {
            LOG.warn("delivery {} to {} is {}: {}", letter.key(), parcel.lane(),
                    state == State.IN_DOUBT ? "in doubt" : "rejected", why);
        }
        Step.Builder step = Step.named("settle");
        if (state == State.REJECTED && !parcel.passing()) {
            // What was shown of it is not to stay behind.
            parcel.over().ifPresent(shown -> step.change(Rows.insert(
                    Drafts.withdrawal(shown, parcel.channel(), parcel.account(), parcel.out().to()), clock.now().toEpochMilli())));
        }
        step.change(parcel.passing() && parcel.over().isPresent() ? Rows.drop(letter.key())
                : Rows.end(letter.key(), state, refs, why, clock.now().toEpochMilli()));
        ledger.commit(step.fact(new Settled(parcel, state, why)).build());
    }

    private void commit(String name, Change change) {
        ledger.commit(Step.named(name).change(change).build());
    }

    private long at(Duration pause) {
        return clock.now().plus(pause).toEpochMilli();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
