package dev.chela.core.migration.internal;

import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.core.home.Home;
import dev.chela.core.migration.internal.Findings.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Copies workspaces, and the skills of the whole house. The originals stay where they are, and so do files of this house. */
public final class WorkspacePart {
    private final Home home;
    private final Agents agents;
    private final WorkspaceFiles files;

    public WorkspacePart(Home home, Agents agents, WorkspaceFiles files) {
        this.home = home;
        this.agents = agents;
        this.files = files;
    }

    public void bring(SourceHouse source, Findings findings) {
        source.agents().keySet().forEach(name -> agent(name).ifPresentOrElse(id -> workspace(source, name, id, findings),
                () -> findings.left(Kind.WORKSPACE_FILES, "agent " + name, "is no name that an agent can have here")));
        Path skills = source.root().resolve("skills");
        if (Files.isDirectory(skills)) {
            TreeCopy.copy(skills, home.root().resolve("skills"), Kind.SKILL_FILES, findings, (name, target) -> false);
        }
    }

    static Optional<AgentId> agent(String name) {
        try {
            return Optional.of(new AgentId(name));
        } catch (IllegalArgumentException unfit) {
            return Optional.empty();
        }
    }

    private void workspace(SourceHouse source, String name, AgentId id, Findings findings) {
        Path to = agents.list().stream().filter(agent -> agent.id().equals(id)).findFirst().map(Agent::workspace)
                .orElseGet(() -> home.root().resolve("agents").resolve(id.value()).resolve("workspace"));
        Optional<Path> from = source.workspace(name);
        if (from.isEmpty()) {
            findings.left(Kind.WORKSPACE_FILES, "agent " + name, "has no workspace in " + source.root()
                    + "; if it worked elsewhere, copy that directory to " + to);
        } else if (overlap(from.get(), to)) {
            findings.note("agent " + name + " works in " + from.get() + " here too; nothing was copied");
        } else {
            TreeCopy.copy(from.get(), to, Kind.WORKSPACE_FILES, findings, this::isTemplate);
            findings.note("the workspace of agent " + name + ": " + to);
        }
    }

    private static boolean overlap(Path one, Path other) {
        return one.startsWith(other) || other.startsWith(one);
    }

    private boolean isTemplate(String name, Path target) {
        try {
            return files.isTemplate(name, Files.readAllBytes(target));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + target + ": " + e.getMessage(), e);
        }
    }
}
