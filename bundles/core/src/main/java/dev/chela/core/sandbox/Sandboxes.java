package dev.chela.core.sandbox;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.sandbox.SandboxConfig.Lists;
import java.util.Map;
import java.util.Optional;

/** Knows which conversations have their tools in a sandbox. Policy alone decides: whether one can be made is asked when it is needed. */
public interface Sandboxes {
    /** Nobody's tools are. */
    Sandboxes NONE = new Sandboxes() {
        @Override
        public boolean demanded(AgentId agent, SessionKey session) {
            return false;
        }

        @Override
        public Optional<Sandbox> of(AgentId agent, SessionKey session) {
            return Optional.empty();
        }

        @Override
        public Optional<Map.Entry<String, Lists>> tools(AgentId agent) {
            return Optional.empty();
        }
    };

    boolean demanded(AgentId agent, SessionKey session);

    /**
     * Empty when its tools work on the machine itself. Its directory is made, and all paths have their links followed.
     *
     * @throws dev.chela.api.fault.Permanent when there is no such agent
     */
    Optional<Sandbox> of(AgentId agent, SessionKey session);

    /** What is configured about the tools that the agent's sandboxes have, by the setting that says it; empty when nothing is. */
    Optional<Map.Entry<String, Lists>> tools(AgentId agent);
}
