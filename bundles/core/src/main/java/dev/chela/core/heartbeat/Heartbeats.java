package dev.chela.core.heartbeat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The regular looks of agents after what they look after, and those that somebody asks for. Safe on any thread. */
public interface Heartbeats {
    /** How the ids of the inputs begin that a heartbeat is; the agent, {@code @} and the time that it was due at follow. */
    String PREFIX = "heartbeat:";

    /** Of each agent, in the order of the roster. */
    List<Plan> plans();

    /** Whether any begin at all; a person may switch them off, also across restarts. */
    boolean on();

    void switchOn();

    void switchOff();

    /** What came of the last one, of whatever agent, as clients are told of it; empty when there was none yet. */
    Optional<ObjectNode> last();

    /**
     * Has a conversation look at something at once: a turn of its own, or news for the one that is at work. Its answer goes where heartbeats
     * tell of something.
     *
     * @return why it does not: too many asked within a minute. Then the next heartbeat is told
     * @throws dev.chela.api.fault.Transient when the inbox is full
     */
    Optional<String> wake(SessionKey session, String text);

    /**
     * @param every zero when the agent has none
     * @param next milliseconds since 1970; empty when none is due
     * @param slack how long an answer that says that there is nothing may be besides
     */
    record Plan(AgentId agent, Duration every, OptionalLong next, String prompt, String target, String model, int slack) {}

    /** Something came of one, by the commit that this follows. @param event as clients are told of it */
    record Told(ObjectNode event) {}
}
