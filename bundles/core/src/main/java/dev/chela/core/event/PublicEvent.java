package dev.chela.core.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What other systems are told of a fact.
 *
 * @param session in whose stream it stands, in order; empty for the gateway's own
 * @param data writes what is said, when somebody is to be told; called at most once a step, at once, and must not fail
 */
public record PublicEvent(EventType type, Optional<SessionKey> session, Consumer<ObjectNode> data) implements PublicFact {
    public static PublicEvent of(EventType type, SessionKey session, Consumer<ObjectNode> data) {
        return new PublicEvent(type, Optional.of(session), data);
    }

    /** @param session its key; empty for what belongs to none */
    public static PublicEvent of(EventType type, String session, Consumer<ObjectNode> data) {
        return new PublicEvent(type, session.isEmpty() ? Optional.empty() : Optional.of(new SessionKey(session)), data);
    }

    public static PublicEvent of(EventType type, Consumer<ObjectNode> data) {
        return new PublicEvent(type, Optional.empty(), data);
    }

    @Override
    public Optional<PublicEvent> told() {
        return Optional.of(this);
    }

    public ObjectNode written() {
        ObjectNode written = Json.object();
        data.accept(written);
        return written;
    }
}
