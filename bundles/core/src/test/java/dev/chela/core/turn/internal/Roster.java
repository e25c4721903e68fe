package dev.chela.core.turn.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One agent, as a test wants it. */
public final class Roster implements Agents {
    private final Path workspace;
    public volatile int concurrency = 8;
    public volatile Duration timeout = Duration.ZERO;
    public volatile boolean removed;
    public volatile List<ContextFile> files = List.of();

    public Roster(Path workspace) {
        this.workspace = workspace;
    }

    private Agent only() {
        return new Agent(AgentId.MAIN, "main", Agent.Identity.NONE, "test/scripted", List.of(), workspace, timeout);
    }

    @Override
    public Agent get(AgentId id) {
        if (removed) {
            throw new Permanent("Agent \"" + id + "\" no longer exists in configuration");
        }
        return only();
    }

    @Override
    public List<Agent> list() {
        return List.of(only());
    }

    @Override
    public Agent primary() {
        return only();
    }

    @Override
    public int concurrency() {
        return concurrency;
    }

    @Override
    public List<ContextFile> context(Agent agent) {
        return files;
    }
}
