package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.ModelRef;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.model.Models;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /model}: shows, chooses, or goes back to the default. */
@Component(service = Command.class)
public final class Model implements Command, Passing {
    private final Sessions sessions;
    private final Models models;
    private final Agents agents;
    private final Levels levels;
    private final Clock clock;

    @Activate
    public Model(
            @Reference Sessions sessions, @Reference Models models, @Reference Agents agents, @Reference Levels levels, @Reference Clock clock) {
        this.sessions = sessions;
        this.models = models;
        this.agents = agents;
        this.levels = levels;
        this.clock = clock;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("model", List.of(), "Shows the model, or chooses one: /model NAME, /model list, /model default", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        return levels.precedes(session, Directive.MODEL, args);
    }

    @Override
    public String run(CommandCall call) {
        return switch (call.args().toLowerCase(Locale.ROOT)) {
            case "", "list" -> show(call) + "\n" + ModelList.of(models.list().stream());
            case "status" -> show(call);
            case "default" -> {
                choose(call, "");
                yield "This session uses the default model again: " + models.resolve(agents.get(call.session().agent()).model());
            }
            default -> {
                ModelRef chosen = models.resolve(call.args());
                choose(call, chosen.toString());
                yield "This session now uses " + chosen + ".";
            }
        };
    }

    private void choose(CommandCall call, String model) {
        sessions.commit(call.session(), "model", "patch", (session, step) -> session.using(model, clock.now().toEpochMilli()));
    }

    private String show(CommandCall call) {
        Session session = sessions.open(call.session());
        String current = session.chosenModel().orElse(agents.get(call.session().agent()).model());
        List<String> thinking = levels.known(call.session(), Directive.THINK);
        return "Model: " + models.resolve(current) + (session.chosenModel().isPresent() ? " (chosen here)" : "")
                + (thinking.isEmpty() ? "" : "\nThinking: " + (session.thinking().isEmpty() ? "default" : session.thinking())
                        + " (" + String.join(", ", thinking) + ")");
    }
}
