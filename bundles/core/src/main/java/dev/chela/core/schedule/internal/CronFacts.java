package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import java.util.Optional;

/** What other systems are told of runs of jobs: the log's entry, in the stream of the conversation that the job runs in. */
final class CronFacts {
    private CronFacts() {}

    static PublicEvent of(EventType type, ObjectNode entry) {
        Optional<SessionKey> session = Optional.of(entry.path("sessionKey").asText()).filter(key -> !key.isEmpty()).map(SessionKey::new);
        return new PublicEvent(type, session, data -> data.setAll(entry));
    }
}
