package dev.chela.core.files;

import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.home.Home;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose a file is: no file tool reaches what belongs to another agent or to the house, whatever else an agent may do. */
final class Property {
    private static final Pattern OF_PROCESSES = Pattern.compile("/proc/\\d+(/.*)?");

    private final Home home;
    private final Agents agents;

    Property(Home home, Agents agents) {
        this.home = home;
        this.agents = agents;
    }

    Path workspace(AgentId agent) {
        return agents.get(agent).workspace();
    }

    /**
     * @param real a place, its links followed
     * @param own what is the agent's own, its links followed
     * @return whose it is, for people, unless it is nobody's or the agent's own
     */
    Optional<String> objection(Path real, Path own, AgentId agent) {
        if (OF_PROCESSES.matcher(real.toString()).matches()) {
            return Optional.of("a process, and shows its secrets");
        }
        for (Agent other : agents.list()) {
            if (!other.id().equals(agent) && isAnothers(real, own, FileGrants.real(other.workspace()))) {
                return Optional.of("the agent '" + other.id() + "'");
            }
        }
        return isAnothers(real, own, FileGrants.real(home.root())) ? Optional.of("the state of the house") : Optional.empty();
    }

    /** A directory that holds the agent's own is another's only beside that. */
    private static boolean isAnothers(Path real, Path own, Path theirs) {
        return real.startsWith(theirs) && !(own.startsWith(theirs) && real.startsWith(own));
    }
}
