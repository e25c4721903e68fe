package dev.chela.core.outbox;

import dev.chela.api.channel.MessageRef;
import dev.chela.api.id.RunId;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.PublicFact;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What left, what waits, and what nobody knows about. */
public interface Outbox {
    /** Deliveries that are still to be made, oldest first. @param most so many at most, the oldest */
    List<Held> open(int most);

    /** How many deliveries are still to be made. */
    long waiting();

    /** Also when it had to be sent once more, which has another key. */
    Optional<Held> find(String key);

    /** What a run's answer became, part by part, as far as it is kept; without what was said before it. */
    List<Held> parts(RunId run);

    /**
     * The delivery that became one of the platform's messages, as far as it is kept: what was sent is forgotten after thirty days.
     *
     * @param chat the conversation's id, in whichever thread of it
     * @param message as the platform calls it
     */
    Optional<Held> sent(String channel, String account, String chat, String message);

    /** The ids of the house's own files that deliveries name which are still to be made, or may be made again. */
    Set<String> files();

    /**
     * What a person has to decide about: deliveries in doubt, and those that were rejected, oldest first. What is rejected is forgotten
     * after thirty days, what is in doubt stays.
     *
     * @param most so many at most, the oldest
     */
    List<Held> undelivered(int most);

    /**
     * Sends an undelivered one again, as it was and under the same key, with its attempts counted anew. Whoever asks for that of one in
     * doubt accepts that it may arrive twice.
     *
     * @return false when nothing is undelivered under this key
     */
    boolean resend(String key);

    /**
     * Gives an undelivered one up: nobody is told of it any more.
     *
     * @return false when nothing is undelivered under this key
     */
    boolean dismiss(String key);

    enum State {
        QUEUED, SENDING, SENT, RETRY, IN_DOUBT, REJECTED;

        /** Whether it is still to arrive. */
        public boolean onItsWay() {
            return this == QUEUED || this == SENDING || this == RETRY;
        }
    }

    /**
     * A delivery as it stands on disk.
     *
     * @param attempt how often it was begun
     * @param refs what the platform calls the messages that it became
     * @param why what the last attempt met; empty when nothing went wrong
     */
    record Held(Parcel parcel, State state, int attempt, List<MessageRef> refs, String why, long queuedAt) {}

    /** A delivery reached an end, or was found to be in doubt, by the commit that this follows. */
    record Settled(Parcel parcel, State state, String why) implements PublicFact {
        private static final Map<State, EventType> TOLD = Map.of(State.SENT, EventType.MESSAGE_SENT, State.REJECTED, EventType.MESSAGE_FAILED,
                State.IN_DOUBT, EventType.MESSAGE_IN_DOUBT);

        /** What only showed an answer before it was ready is no message of its own. */
        @Override
        public Optional<PublicEvent> told() {
            return Optional.ofNullable(TOLD.get(state)).filter(type -> !parcel.passing()).map(type -> PublicEvent.of(type, data -> {
                data.put("deliveryKey", parcel.key().value()).put("channel", parcel.channel()).put("account", parcel.account());
                data.put("to", parcel.out().to().id()).put("kind", parcel.out().getClass().getSimpleName().toLowerCase(Locale.ROOT));
                if (!why.isEmpty()) {
                    data.put("error", why);
                }
            }));
        }
    }

    /** A person decided about an undelivered one, by the commit that this follows. @param again whether it is sent again */
    record Decided(String key, boolean again) {}

    /** Something waits in this lane, by the commit that this follows. */
    record Queued(String lane) {}
}
