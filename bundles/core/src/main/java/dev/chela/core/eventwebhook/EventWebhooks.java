package dev.chela.core.eventwebhook;

import java.util.List;
import java.util.Optional;

/** Who is told of events, and what became of it. Safe on any thread. */
public interface EventWebhooks {
    /** The configured endpoints, and those that are not configured any more but for which events wait; by name. */
    List<Standing> endpoints();

    /** Oldest first. @param endpoint empty for those of all */
    List<DeadLetter> deadLetters(String endpoint, int most);

    /**
     * POSTs again: a dead letter, whose stream then goes on when it was taken; or one that was delivered or skipped and is still kept,
     * with the same id and sequence, before what waits in its stream.
     *
     * @return how many there were
     * @throws dev.chela.api.fault.Permanent when there is no such endpoint or event
     */
    int replay(String endpoint, Selection which);

    /** Gives dead letters up: their streams go on without them. @return how many there were @throws dev.chela.api.fault.Permanent as {@link #replay} */
    int skip(String endpoint, Selection which);

    /** POSTs a {@code webhook.test} once, now, and stores nothing. @throws dev.chela.api.fault.Permanent when there is no such endpoint */
    Tried test(String endpoint);

    /** @param id one event */
    sealed interface Selection {
        record One(String id) implements Selection {}

        /** All dead letters. */
        record Dead() implements Selection {}

        /** All that happened since then, in milliseconds since 1970, in whatever state; for {@link #skip}, those of them that are dead. */
        record Since(long at) implements Selection {}
    }

    /**
     * @param url without what may be a credential in it
     * @param configured false for one that events wait for and that the configuration does not name any more
     * @param pending how many events wait, dead letters included
     * @param lost how many were not taken down since too many waited
     * @param deliveredAt when something was last taken; 0 for never
     * @param fault what the last attempt met; empty when it was taken
     */
    record Standing(String name, String url, boolean configured, boolean enabled, List<String> events, long pending, long dead, long lost,
            long deliveredAt, String fault, long faultAt) {}

    /**
     * @param session empty for the gateway's own stream
     * @param held how many events of its stream wait behind it
     */
    record DeadLetter(String endpoint, String id, String type, Optional<String> session, long sequence, int attempts, String why, long at,
            long held) {}

    /** @param status 0 when there was no answer @param fault empty when it was taken */
    record Tried(String id, int status, String fault) {
        public boolean taken() {
            return fault.isEmpty();
        }
    }
}
