package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.agent.Agents;
import dev.chela.core.model.Models;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /status}: the conversation at a glance. */
@Component
public final class Status implements Command {
    private final Sessions sessions;
    private final Runs runs;
    private final Models models;
    private final Agents agents;

    @Activate
    public Status(@Reference Sessions sessions, @Reference Runs runs, @Reference Models models, @Reference Agents agents) {
        this.sessions = sessions;
        this.runs = runs;
        this.models = models;
        this.agents = agents;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("status", List.of(), "Shows the session, its model and what it used", false);
    }

    @Override
    public String run(CommandCall call) {
        Session session = sessions.open(call.session());
        String wanted = session.chosenModel().orElse(agents.get(session.key().agent()).model());
        return String.join("\n",
                "Session: " + session.key(),
                "Model: " + models.resolve(wanted) + (session.chosenModel().isPresent() ? " (chosen here)" : ""),
                "Running: " + runs.active(session.key()).map(run -> run.run().value()).orElse("nothing"),
                "Tokens: " + session.spent().input() + " in, " + session.spent().output() + " out",
                "Last prompt: " + session.last().contextTokens() + " tokens",
                "Entries: " + session.entries());
    }
}
