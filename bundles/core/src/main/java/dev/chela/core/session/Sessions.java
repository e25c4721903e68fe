package dev.chela.core.session;

import dev.chela.api.id.SessionKey;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.PublicFact;
import dev.chela.core.store.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The index of all conversations, in memory, written through commits. */
public interface Sessions {
    Optional<Session> find(SessionKey key);

    /** The existing session, or a new one that becomes real with the first step that saves it. */
    Session open(SessionKey key);

    /**
     * Where an answer of a conversation may go, as its own setting and the configuration say.
     *
     * @param origin where it would go; empty when over no channel
     * @return empty as well when the answers are to stay in the house
     */
    String outward(Session session, String origin);

    /** Last touched first. */
    List<Session> list();

    /** What lists need to know of all of them, last touched first, without reading what else they say. */
    List<Glance> glances();

    /** The first of {@link #list}, at no cost that grows with their number. */
    List<Session> recent(int most);

    int count();

    /**
     * Changes a session, together with whatever belongs to the same step. Two changes of one session never overlap, so none is
     * lost; nothing slow may happen inside.
     *
     * @param step the step's name
     * @param reason the protocol's word for why the session changed
     * @return the session as committed
     */
    Session commit(SessionKey key, String step, String reason, Change change);

    /** Forgets the session and renames its transcript away; the name ends in {@code .deleted.<milliseconds>}. */
    void delete(SessionKey key);

    /** Makes the new session of the current one, and adds to the step what else becomes true with it. */
    @FunctionalInterface
    interface Change {
        Session apply(Session current, Step.Builder step);
    }

    /** There was no such session before the commit that this follows. */
    record Begun(SessionKey session) {}

    /** A session changed, by the commit that this follows. {@code reason} is the protocol's word for it. */
    record Changed(Session session, String reason) implements PublicFact {
        private static final Map<String, EventType> TOLD = Map.of("reset", EventType.SESSION_RESET, "compaction", EventType.SESSION_COMPACTED,
                "patch", EventType.SESSION_CHANGED, "archive", EventType.SESSION_CHANGED);

        @Override
        public Optional<PublicEvent> told() {
            return Optional.ofNullable(TOLD.get(reason)).map(session::told);
        }
    }

    record Deleted(Session session) implements PublicFact {
        @Override
        public Optional<PublicEvent> told() {
            return Optional.of(session.told(EventType.SESSION_DELETED));
        }
    }
}
