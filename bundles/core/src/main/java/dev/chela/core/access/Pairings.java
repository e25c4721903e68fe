package dev.chela.core.access;

import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.PublicFact;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Strangers who wrote directly and wait to be let in, and those who were. Times are milliseconds since 1970. Safe on any thread. */
public interface Pairings {
    /** How many may wait at one account: who comes later is not noticed until one of them has gone. */
    int MOST_PENDING = 3;

    Duration LIVES = Duration.ofHours(1);

    /** Whether somebody was let in. Costs no look at the disk. */
    boolean knows(String channel, String account, String sender);

    /**
     * Notes in a step of its own that somebody asks.
     *
     * @param together adds to that step what else becomes true: it is given the request to be told, which is empty when this person
     *     was told within the hour, or when too many wait
     */
    void ask(ReturnAddress stranger, BiConsumer<Step.Builder, Optional<Request>> together);

    /** Who waits, oldest first. */
    List<Request> pending();

    List<Person> people();

    /**
     * Lets somebody in.
     *
     * @param idOrCode the request's id, or the code that the person was told, in any case
     * @param tell whether the person hears of it
     * @return empty when nobody waits there under it
     */
    Optional<Request> approve(String channel, String account, String idOrCode, boolean tell);

    /**
     * Lets somebody in who did not ask: another house knew this person.
     *
     * @param sender the platform's id
     * @return whether this person was not in already
     */
    boolean admit(String channel, String account, String sender);

    /** Turns somebody down, who hears nothing and cannot ask again until the hour is over. */
    Optional<Request> dismiss(String channel, String account, String idOrCode);

    /** Shuts somebody out again. @return whether this person had been let in */
    boolean remove(String channel, String account, String sender);

    /** @param sender the platform's id @param name how the platform shows this person; may be empty */
    record Request(String id, String code, String channel, String account, String sender, String name, ReturnAddress address,
            long createdAt, long lastSeenAt) {
        public long expiresAt() {
            return createdAt + LIVES.toMillis();
        }

        /** What the stranger is told. */
        public String invitation() {
            return "I do not know you yet, so I have not read what you wrote. My owner can let you in with this code, which holds for one hour:\n\n"
                    + code + "\n\nchela pairing approve " + channel + " " + code;
        }
    }

    record Person(String channel, String account, String sender, String name, long approvedAt) {}

    enum What {
        REQUESTED(EventType.PAIRING_REQUESTED), APPROVED(EventType.PAIRING_APPROVED), DISMISSED(EventType.PAIRING_DISMISSED),
        REMOVED(EventType.PAIRING_REMOVED);

        private final EventType told;

        What(EventType told) {
            this.told = told;
        }
    }

    /** Who waits, or who was let in, changed. @param sender the platform's id @param at milliseconds since 1970 */
    record Changed(String channel, String account, String sender, What what, long at) implements PublicFact {
        @Override
        public Optional<PublicEvent> told() {
            return Optional.of(PublicEvent.of(what.told, data -> data.put("channel", channel).put("account", account).put("sender", sender)));
        }
    }
}
