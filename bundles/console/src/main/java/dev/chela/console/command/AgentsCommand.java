package dev.chela.console.command;

import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.session.Sessions;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

@Service
@Command(scope = "chela", name = "agents", description = "Lists the agents.")
public final class AgentsCommand extends HouseCommand {
    @Reference
    private Agents agents;

    @Reference
    private Sessions sessions;

    @Override
    void run(PrintStream out) {
        Table table = new Table("There are no agents.", "Agent", "Name", "Model", "Sessions", "Workspace");
        agents.list().forEach(agent -> table.row(
                agent.id() + (agent.equals(agents.primary()) ? " (default)" : ""), agent.name(), agent.model(), count(agent),
                agent.workspace()));
        print(table, out);
    }

    private long count(Agent agent) {
        return sessions.glances().stream().filter(session -> session.key().agent().equals(agent.id())).count();
    }
}
