package dev.chela.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/** Has its own bounded mailbox and thread; a slow one loses deltas, never facts. */
@ConsumerType
public interface AgentEventListener {
    void on(AgentEvent event);
}
