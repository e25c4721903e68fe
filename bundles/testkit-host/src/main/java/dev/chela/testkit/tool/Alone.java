package dev.chela.testkit.tool;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The bench's one agent. */
record Alone(Path workspace) implements Agents {
    @Override
    public Agent get(AgentId id) {
        if (!id.equals(AgentId.MAIN)) {
            throw new Permanent("there is no agent '" + id + "'; there is " + AgentId.MAIN);
        }
        return primary();
    }

    @Override
    public List<Agent> list() {
        return List.of(primary());
    }

    @Override
    public Agent primary() {
        return new Agent(AgentId.MAIN, "main", Agent.Identity.NONE, "auto", List.of(), workspace, Duration.ZERO);
    }

    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public List<ContextFile> context(Agent agent) {
        return List.of();
    }
}
