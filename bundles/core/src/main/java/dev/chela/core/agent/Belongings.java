package dev.chela.core.agent;

import dev.chela.api.task.Clock;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The workspaces of removed agents go to {@code <home>/trash}, where a person can fetch them back or delete them. */
@Component(service = Belongings.class)
public final class Belongings {
    private final Home home;
    private final Agents agents;
    private final Clock clock;

    @Activate
    public Belongings(@Reference Home home, @Reference Agents agents, @Reference Clock clock) {
        this.home = home;
        this.agents = agents;
        this.clock = clock;
    }

    /** @param why empty for what was moved or is not there */
    public record Removal(Path path, boolean existed, String why) {}

    /**
     * Moves the workspace of an agent that is no longer configured. Transcripts stay where they are, as those of any deleted session: the
     * ledger may still owe them a sync, and does not forgive a file that is gone.
     */
    public Removal discard(Agent agent) {
        if (isUsed(agent.workspace())) {
            return new Removal(agent.workspace(), true, "another agent works in it or in a part of it");
        }
        Path trash = home.root().resolve("trash").resolve(agent.id().value() + "-" + clock.now().toEpochMilli());
        return move(agent.workspace(), trash.resolve("workspace"));
    }

    private boolean isUsed(Path workspace) {
        return home.root().startsWith(workspace)
                || agents.list().stream().anyMatch(other -> other.workspace().startsWith(workspace) || workspace.startsWith(other.workspace()));
    }

    private static Removal move(Path from, Path to) {
        if (!Files.exists(from)) {
            return new Removal(from, false, "");
        }
        try {
            PrivateFiles.directory(to.getParent());
            Files.move(from, to);
            return new Removal(from, true, "");
        } catch (IOException e) {
            return new Removal(from, true, "could not be moved to " + to + ": " + e.getMessage());
        }
    }
}
