package dev.chela.core.agent;

import dev.chela.api.id.AgentId;
import java.util.List;

/** The agents there are. */
public interface Agents {
    /** @throws dev.chela.api.fault.Permanent when there is no such agent; the message lists those there are */
    Agent get(AgentId id);

    List<Agent> list();

    /** Whose sessions bare keys belong to. */
    Agent primary();

    /** How many turns may run at once, over all sessions. */
    int concurrency();

    /** The files of the agent's workspace that go into every prompt, in order; made from templates when the workspace is new. */
    List<ContextFile> context(Agent agent);

    /** @param text already cut to the configured size */
    record ContextFile(String name, String text) {}
}
