package dev.chela.console.command;

import dev.chela.core.agent.Agents;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** The ids of the agents. */
@Service
public final class AgentNames implements Completer {
    @Reference
    private Agents agents;

    @Override
    public int complete(Session shell, CommandLine line, List<String> candidates) {
        return new StringsCompleter(agents.list().stream().map(agent -> agent.id().value()).toList()).complete(shell, line, candidates);
    }
}
