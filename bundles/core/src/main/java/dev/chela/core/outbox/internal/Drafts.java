package dev.chela.core.outbox.internal;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.id.RunId;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.Parcel;
import dev.chela.core.store.Step;
import java.util.Optional;

/**
 * The messages that show answers while these are made, one for each run: begun by one delivery, changed by others, and at last by the
 * answer. Which message it is shows only when the first has arrived, so that the others name it by its delivery.
 */
final class Drafts {
    private final Rows rows;

    Drafts(Rows rows) {
        this.rows = rows;
    }

    static boolean possible(Capabilities can) {
        return can.kinds().contains("Edit");
    }

    private static DeliveryKey first(RunId run) {
        return new DeliveryKey("draft:" + run);
    }

    /** One at most waits for each run: the newest is all that anybody wants to see. */
    private static DeliveryKey change(RunId run) {
        return new DeliveryKey("draft:" + run + ":change");
    }

    /** What shows it: the first of its run makes the message, another changes it. */
    Parcel showing(RunId run, String channel, String account, Outbound.Post seen) {
        boolean begun = rows.find(first(run).value()).filter(held -> held.state() != State.QUEUED).isPresent();
        return begun ? new Parcel(change(run), channel, account, seen, Optional.of(first(run)), true)
                : new Parcel(first(run), channel, account, seen, Optional.empty(), true);
    }

    /**
     * The delivery that began what is shown of this run; from this commit on nothing else of it leaves. A change that a platform put off
     * holds the answer up no longer. A first message that was tried may stand there all the same, and is finished first.
     */
    Optional<DeliveryKey> end(Step.Builder step, RunId run) {
        if (rows.find(first(run).value()).isEmpty()) {
            return Optional.empty();
        }
        step.change(Rows.dropWaiting(change(run).value())).change(Rows.dropQueued(first(run).value()));
        return Optional.of(first(run));
    }

    /** The taking back of what an answer was to take the place of. */
    static Parcel withdrawal(DeliveryKey shown, String channel, String account, Conversation from) {
        return new Parcel(new DeliveryKey(shown.value() + ":end"), channel, account,
                new Outbound.Delete(from, new MessageRef("")), Optional.of(shown), true);
    }

    /** The message whose place it is to take; empty when there is none. */
    Optional<MessageRef> place(Parcel parcel) {
        return parcel.over().flatMap(delivery -> rows.find(delivery.value())).filter(Drafts::stands).map(held -> held.refs().get(0));
    }

    private static boolean stands(Held held) {
        return held.state() == State.SENT && held.refs().size() == 1;
    }

    /** What is to be done on the platform for it. */
    static Parcel inPlace(Parcel parcel, MessageRef target) {
        Outbound change = parcel.out() instanceof Outbound.Post post
                ? new Outbound.Edit(post.to(), target, post.text()) : new Outbound.Delete(parcel.out().to(), target);
        return new Parcel(parcel.key(), parcel.channel(), parcel.account(), change);
    }
}
