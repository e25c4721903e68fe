package dev.chela.core;

import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A home on disk, and agents with these workspaces. */
public record Houses(Path root, Map<String, Path> workspaces) implements Home, Agents {
    @Override
    public Path directory(String relative) {
        try {
            return Files.createDirectories(root.resolve(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Agent get(AgentId id) {
        return new Agent(id, id.value(), Agent.Identity.NONE, "auto", List.of(), workspaces.get(id.value()), Duration.ZERO);
    }

    @Override
    public List<Agent> list() {
        return workspaces.keySet().stream().sorted().map(id -> get(new AgentId(id))).toList();
    }

    @Override
    public Agent primary() {
        return list().get(0);
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
